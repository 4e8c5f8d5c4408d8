"""A post, or one photo or video of an album, as the web shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .edge_count import EdgeCount
    from .graph_caption_connection import GraphCaptionConnection
    from .graph_media_connection import GraphMediaConnection


class GraphMedia(Model):
    """A post, or one photo or video of an album, as the web shows it."""

    id: str
    """Numeric id of the post, as a string."""
    shortcode: str | None = None
    """Short code of the post, as in its URL."""
    display_url: str | None = None
    """URL of the picture."""
    thumbnail_url: str | None = None
    """URL of a small picture of it."""
    video_url: str | None = None
    """URL of the video; null for a picture."""
    typename: str | None = None
    """Kind of post: "GraphImage", "GraphVideo" or "GraphSidecar" (album)."""
    product_type: str | None = None
    """Kind of placement, for example "clips" or "carousel_container"."""
    title: str | None = None
    """Title of the video."""
    video_duration: float | None = None
    """Length of the video, seconds."""
    video_view_count: int | None = None
    """Views of the video."""
    edge_media_to_caption: GraphCaptionConnection | None = None
    """The caption."""
    edge_media_to_comment: EdgeCount | None = None
    """Comments."""
    edge_liked_by: EdgeCount | None = None
    """Likes."""
    edge_media_preview_like: EdgeCount | None = None
    """Likes, as previews show them."""
    edge_sidecar_to_children: GraphMediaConnection | None = None
    """What an album holds."""

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
    __entity__ = {"kind": "media"}
    __summary__ = ("id", "shortcode", "product_type")
