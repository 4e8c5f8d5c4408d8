"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .edge_count import EdgeCount
    from .graph_caption_connection import GraphCaptionConnection
    from .graph_media_connection import GraphMediaConnection


class GraphMedia(Model):
    """X."""

    id: str
    shortcode: str | None = None
    display_url: str | None = None
    thumbnail_url: str | None = None
    video_url: str | None = None
    typename: str | None = None
    product_type: str | None = None
    title: str | None = None
    video_duration: float | None = None
    video_view_count: int | None = None
    edge_media_to_caption: GraphCaptionConnection | None = None
    edge_media_to_comment: EdgeCount | None = None
    edge_liked_by: EdgeCount | None = None
    edge_media_preview_like: EdgeCount | None = None
    edge_sidecar_to_children: GraphMediaConnection | None = None

    __names__ = {"typename": "__typename"}
    __nested__ = {
        "edge_media_to_caption": "GraphCaptionConnection",
        "edge_media_to_comment": "EdgeCount",
        "edge_liked_by": "EdgeCount",
        "edge_media_preview_like": "EdgeCount",
        "edge_sidecar_to_children": "GraphMediaConnection",
    }
    __required__ = ("id",)
    __identity__ = ("id",)
    __summary__ = ("id", "shortcode", "product_type")
