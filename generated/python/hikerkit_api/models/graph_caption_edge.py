"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    from .graph_caption import GraphCaption


@model
class GraphCaptionEdge(Model):
    """X."""

    __slots__ = ()

    node: GraphCaption | None = None

    __nested__ = {"node": "GraphCaption"}
