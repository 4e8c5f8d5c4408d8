"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .graph_media import GraphMedia


class GraphMediaEdge(Model):
    """X."""

    node: GraphMedia | None = None

    __nested__ = {"node": "GraphMedia"}
