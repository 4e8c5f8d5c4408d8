"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .chaining_info import ChainingInfo
    from .open_object import OpenObject
    from .short_reel import ShortReel


class ShortUser(Model):
    """X."""

    strong_id: str | None = None
    pk: int | str
    pk_id: str | None = None
    id: str | None = None
    username: str
    full_name: str | None = None
    is_private: bool | None = None
    is_verified: bool | None = None
    profile_pic_id: str | None = None
    profile_pic_url: str | None = None
    is_unpublished: bool | None = None
    fbid_v2: int | str | None = None
    profile_pic_url_hd: str | None = None
    third_party_downloads_enabled: int | None = None
    can_hide_category: bool | None = None
    can_hide_public_contacts: bool | None = None
    has_anonymous_profile_picture: bool | None = None
    latest_reel_media: int | None = None
    account_badges: list[Any] | None = None
    should_show_category: bool | None = None
    category_id: int | str | None = None
    is_category_tappable: bool | None = None
    should_show_public_contacts: bool | None = None
    category: str | None = None
    reel: ShortReel | None = None
    followed_by_viewer: bool | None = None
    follows_viewer: bool | None = None
    requested_by_viewer: bool | None = None
    is_favorite: bool | None = None
    interop_messaging_user_fbid: int | str | None = None
    is_creator_agent_enabled: bool | None = None
    is_ring_creator: bool | None = None
    show_ring_award: bool | None = None
    transparency_product_enabled: bool | None = None
    is_screenshot_blocking_enabled: bool | None = None
    eligible_for_text_app_activation_badge: bool | None = None
    account_type: int | None = None
    user_activation_info: OpenObject | None = None
    follower_count: int | None = None
    chaining_info: ChainingInfo | None = None
    profile_chaining_secondary_label: str | None = None
    social_context: str | None = None
    profile_grid_display_type: str | None = None
    is_active_on_text_post_app: bool | None = None

    __names__ = {"strong_id": "strong_id__"}
    __nested__ = {
        "reel": "ShortReel",
        "user_activation_info": "OpenObject",
        "chaining_info": "ChainingInfo",
    }
    __required__ = ("pk", "username")
    __identity__ = ("pk", "pk_id", "id", "strong_id__")
    __summary__ = ("pk", "username", "full_name", "is_private", "is_verified")
