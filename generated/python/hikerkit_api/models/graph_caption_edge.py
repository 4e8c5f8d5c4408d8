"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .graph_caption import GraphCaption


class GraphCaptionEdge(Model):
    """X."""

    node: GraphCaption | None = None

    __nested__ = {"node": "GraphCaption"}
