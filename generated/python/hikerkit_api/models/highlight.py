"""A highlight, stories that an account keeps on its profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    from .cover_media import CoverMedia
    from .short_user import ShortUser


class Highlight(Model):
    """A highlight, stories that an account keeps on its profile."""

    strong_id: str | None = None
    """The same as `id`."""
    id: str | None = None
    """Id as "highlight:<pk>"."""
    reel_type: str | None = None
    """Kind of reel; "highlight_reel" in the examples."""
    title: str | None = None
    """Title of the highlight."""
    created_at: int | None = None
    """When the highlight was created, Unix time in seconds."""
    is_pinned_highlight: bool | None = None
    """Whether the highlight is pinned."""
    prefetch_count: int | None = None
    """How many media an app should load ahead."""
    highlight_reel_type: str | None = None
    """Kind of highlight; "DEFAULT" in the examples."""
    is_converted_to_clips: bool | None = None
    """Whether the highlight was made into a reel."""
    is_nux: bool | None = None
    can_gif_quick_reply: bool | None = None
    """Whether the viewer may reply with a GIF."""
    can_reshare: bool | None = None
    """Whether the viewer may share it."""
    is_archived: bool | None = None
    """Whether it is archived."""
    cover_media: CoverMedia | None = None
    """Cover of the highlight."""
    ranked_position: int | None = None
    """Place in the row of highlights; lower comes first."""
    seen_ranked_position: int | None = None
    """Place in the row of highlights once seen; lower comes first."""
    media_count: int | None = None
    """Number of stories in the highlight."""
    updated_timestamp: int | None = None
    """When it was changed, Unix time in seconds."""
    latest_reel_media: int | None = None
    """When the newest of its stories was posted, Unix time in seconds."""
    seen: int | None = None
    """When the viewer last saw the highlight; null in the examples."""
    can_reply: bool | None = None
    """Whether the viewer may reply."""
    can_react_with_avatar: bool | None = None
    """Whether the viewer may react with an avatar."""
    contains_stitched_media_blocked_by_rm: bool | None = None
    user: ShortUser | None = None
    """The account that it belongs to."""
    pk: int | str
    """Numeric id of the highlight."""
    items: list[Any] | None = None
    """Its stories; empty in this list."""

    __names__ = {"strong_id": "strong_id__"}
    __nested__ = {"cover_media": "CoverMedia", "user": "ShortUser"}
    __required__ = ("pk",)
    __identity__ = ("pk",)
    __entity__ = {"kind": "highlight", "owner": "user"}
    __times__ = ("created_at", "updated_timestamp", "latest_reel_media")
    __summary__ = ("pk", "title", "media_count", "created_at")
