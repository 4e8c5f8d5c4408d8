"""The caption of a post, in the envelope of the web's graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .graph_caption_edge import GraphCaptionEdge


class GraphCaptionConnection(Model):
    """The caption of a post, in the envelope of the web's graph."""

    edges: list[GraphCaptionEdge] | None = None
    """The captions, at most one."""

    __nested__ = {"edges": ["GraphCaptionEdge"]}
