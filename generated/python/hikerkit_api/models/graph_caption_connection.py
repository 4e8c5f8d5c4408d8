"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .graph_caption_edge import GraphCaptionEdge


class GraphCaptionConnection(Model):
    """X."""

    edges: list[GraphCaptionEdge] | None = None

    __nested__ = {"edges": ["GraphCaptionEdge"]}
