"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .graph_media_edge import GraphMediaEdge


class GraphMediaConnection(Model):
    """X."""

    count: int | None = None
    edges: list[GraphMediaEdge] | None = None

    __nested__ = {"edges": ["GraphMediaEdge"]}
