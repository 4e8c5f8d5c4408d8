"""Posts, or what an album holds, in the envelope of the web's graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .graph_media_edge import GraphMediaEdge


class GraphMediaConnection(Model):
    """Posts, or what an album holds, in the envelope of the web's graph."""

    count: int | None = None
    """Posts in all."""
    edges: list[GraphMediaEdge] | None = None
    """Posts, each in an envelope."""

    __nested__ = {"edges": ["GraphMediaEdge"]}
