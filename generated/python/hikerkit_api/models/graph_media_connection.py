"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    from .graph_media_edge import GraphMediaEdge


@model
class GraphMediaConnection(Model):
    """X."""

    __slots__ = ()

    count: int | None = None
    edges: list[GraphMediaEdge] | None = None

    __nested__ = {"edges": ["GraphMediaEdge"]}
