"""The current stories of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    from .short_user import ShortUser
    from .story import Story


class Reel(Model):
    """The current stories of an account."""

    id: int | str | None = None
    """Numeric id of the account."""
    strong_id: str | None = None
    """The same as `id`, as a string."""
    latest_reel_media: int | None = None
    """When the newest of the stories was posted, Unix time in seconds."""
    seen: int | None = None
    """When the viewer saw it, Unix time in seconds; 0 or null where never."""
    can_reply: bool | None = None
    """Whether the viewer may reply."""
    can_gif_quick_reply: bool | None = None
    """Whether the viewer may reply with a GIF."""
    can_reshare: bool | None = None
    """Whether the viewer may share it."""
    reel_type: str | None = None
    """Kind of reel; "user_reel" in the examples."""
    ad_expiry_timestamp_in_millis: Any = None
    is_cta_sticker_available: Any = None
    should_treat_link_sticker_as_cta: Any = None
    pool_refresh_ttl_in_sec: Any = None
    can_react_with_avatar: bool | None = None
    """Whether the viewer may react with an avatar."""
    prefetch_count: int | None = None
    """How many media an app should load ahead."""
    expiring_at: int | None = None
    """When the newest story expires, Unix time in seconds."""
    user: ShortUser | None = None
    """The account that the stories belong to."""
    items: list[Story] | None = None
    """The stories."""
    is_nux: bool | None = None
    has_besties_media: bool | None = None
    """Whether it has media for close friends only."""
    media_count: int | None = None
    """How many stories there are."""
    media_ids: list[int | str] | None = None
    """Numeric ids of the media in it."""
    has_fan_club_media: bool | None = None
    """Whether it has media for subscribers only."""
    show_fan_club_stories_teaser: bool | None = None
    is_cacheable: bool | None = None
    disabled_reply_types: list[str] | None = None
    """Kinds of reply that are not allowed."""
    is_archived: bool | None = None
    """Whether it is archived."""
    show_expiration_tray_signal: bool | None = None

    __names__ = {"strong_id": "strong_id__"}
    __nested__ = {"user": "ShortUser", "items": ["Story"]}
    __times__ = ("latest_reel_media", "seen", "expiring_at")
    __summary__ = ("id", "media_count", "latest_reel_media")
