"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .short_user import ShortUser
    from .story import Story


class Reel(Model):
    """X."""

    id: int | str | None = None
    strong_id: str | None = None
    latest_reel_media: int | None = None
    seen: int | None = None
    can_reply: bool | None = None
    can_gif_quick_reply: bool | None = None
    can_reshare: bool | None = None
    reel_type: str | None = None
    ad_expiry_timestamp_in_millis: Any = None
    is_cta_sticker_available: Any = None
    should_treat_link_sticker_as_cta: Any = None
    pool_refresh_ttl_in_sec: Any = None
    can_react_with_avatar: bool | None = None
    prefetch_count: int | None = None
    expiring_at: int | None = None
    user: ShortUser | None = None
    items: list[Story] | None = None
    is_nux: bool | None = None
    has_besties_media: bool | None = None
    media_count: int | None = None
    media_ids: list[int | str] | None = None
    has_fan_club_media: bool | None = None
    show_fan_club_stories_teaser: bool | None = None
    is_cacheable: bool | None = None
    disabled_reply_types: list[str] | None = None
    is_archived: bool | None = None
    show_expiration_tray_signal: bool | None = None

    __names__ = {"strong_id": "strong_id__"}
    __nested__ = {"user": "ShortUser", "items": ["Story"]}
    __summary__ = ("id", "media_count", "latest_reel_media")
