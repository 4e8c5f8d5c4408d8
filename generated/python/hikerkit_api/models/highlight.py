"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .cover_media import CoverMedia
    from .short_user import ShortUser


class Highlight(Model):
    """X."""

    strong_id: str | None = None
    id: str | None = None
    reel_type: str | None = None
    title: str | None = None
    created_at: int | None = None
    is_pinned_highlight: bool | None = None
    prefetch_count: int | None = None
    highlight_reel_type: str | None = None
    is_converted_to_clips: bool | None = None
    is_nux: bool | None = None
    can_gif_quick_reply: bool | None = None
    can_reshare: bool | None = None
    is_archived: bool | None = None
    cover_media: CoverMedia | None = None
    ranked_position: int | None = None
    seen_ranked_position: int | None = None
    media_count: int | None = None
    updated_timestamp: int | None = None
    latest_reel_media: int | None = None
    seen: int | None = None
    can_reply: bool | None = None
    can_react_with_avatar: bool | None = None
    contains_stitched_media_blocked_by_rm: bool | None = None
    user: ShortUser | None = None
    pk: int | str
    items: list[Any] | None = None

    __names__ = {"strong_id": "strong_id__"}
    __nested__ = {"cover_media": "CoverMedia", "user": "ShortUser"}
    __required__ = ("pk",)
    __identity__ = ("pk",)
    __summary__ = ("pk", "title", "media_count", "created_at")
