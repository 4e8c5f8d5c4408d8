"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .edge_count import EdgeCount
    from .graph_media_connection import GraphMediaConnection


class GraphUser(Model):
    """X."""

    id: str
    biography: str | None = None
    full_name: str | None = None
    edge_followed_by: EdgeCount | None = None
    edge_follow: EdgeCount | None = None
    profile_pic_url: str | None = None
    profile_pic_url_hd: str | None = None
    edge_owner_to_timeline_media: GraphMediaConnection | None = None

    __nested__ = {
        "edge_followed_by": "EdgeCount",
        "edge_follow": "EdgeCount",
        "edge_owner_to_timeline_media": "GraphMediaConnection",
    }
    __required__ = ("id",)
    __identity__ = ("id",)
    __summary__ = ("id", "full_name")
