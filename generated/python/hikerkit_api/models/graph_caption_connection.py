"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    from .graph_caption_edge import GraphCaptionEdge


@model
class GraphCaptionConnection(Model):
    """X."""

    __slots__ = ()

    edges: list[GraphCaptionEdge] | None = None

    __nested__ = {"edges": ["GraphCaptionEdge"]}
