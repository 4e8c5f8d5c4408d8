"""The envelope around one caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .graph_caption import GraphCaption


class GraphCaptionEdge(Model):
    """The envelope around one caption."""

    node: GraphCaption | None = None
    """The caption itself."""

    __nested__ = {"node": "GraphCaption"}
