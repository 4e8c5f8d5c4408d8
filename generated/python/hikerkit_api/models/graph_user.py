"""An account, as the web shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .edge_count import EdgeCount
    from .graph_media_connection import GraphMediaConnection


class GraphUser(Model):
    """An account, as the web shows it."""

    id: str
    """Numeric id of the account, as a string."""
    biography: str | None = None
    """The account's own text about itself."""
    full_name: str | None = None
    """Name as displayed."""
    edge_followed_by: EdgeCount | None = None
    """Followers."""
    edge_follow: EdgeCount | None = None
    """Accounts that it follows."""
    profile_pic_url: str | None = None
    """URL of the profile picture."""
    profile_pic_url_hd: str | None = None
    """URL of the profile picture in a larger size."""
    edge_owner_to_timeline_media: GraphMediaConnection | None = None
    """Posts, the newest of them in full."""

    __nested__ = {
        "edge_followed_by": "EdgeCount",
        "edge_follow": "EdgeCount",
        "edge_owner_to_timeline_media": "GraphMediaConnection",
    }
    __required__ = ("id",)
    __identity__ = ("id",)
    __entity__ = {
        "kind": "account",
        "title": "full_name",
        "counts": {
            "/edge_followed_by/count": "user_followers",
            "/edge_follow/count": "user_following",
            "/edge_owner_to_timeline_media/count": "user_medias",
        },
    }
    __summary__ = ("id", "full_name")
