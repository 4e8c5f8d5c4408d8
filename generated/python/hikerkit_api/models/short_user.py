"""An account as lists and posts show it, with the fields of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    from .chaining_info import ChainingInfo
    from .open_object import OpenObject
    from .short_reel import ShortReel


class ShortUser(Model):
    """An account as lists and posts show it, with the fields of all of them."""

    strong_id: str | None = None
    """The same as `pk`, as a string."""
    pk: int | str
    """Numeric id of the account."""
    pk_id: str | None = None
    """The same as `pk`, as a string."""
    id: str | None = None
    """Numeric id of the account, as a string."""
    username: str
    """Name of the account, without "@"."""
    full_name: str | None = None
    """Name as displayed."""
    is_private: bool | None = None
    """Whether only approved followers see what it posts."""
    is_verified: bool | None = None
    """Whether it has the verified badge."""
    profile_pic_id: str | None = None
    """Id of the profile picture, as "<media pk>_<account pk>"."""
    profile_pic_url: str | None = None
    """URL of the profile picture."""
    is_unpublished: bool | None = None
    """Whether the account is not published."""
    fbid_v2: int | str | None = None
    """Numeric id of the account at Facebook."""
    profile_pic_url_hd: str | None = None
    """URL of the profile picture in a larger size."""
    third_party_downloads_enabled: int | None = None
    """Code of the account's setting for downloads of its reels."""
    can_hide_category: bool | None = None
    """Whether the account may hide its category."""
    can_hide_public_contacts: bool | None = None
    """Whether the account may hide how to reach it."""
    has_anonymous_profile_picture: bool | None = None
    """Whether the account has no profile picture of its own."""
    latest_reel_media: int | None = None
    """When its newest story was posted, Unix time in seconds; 0 where there is none."""
    account_badges: list[Any] | None = None
    """Badges of the account."""
    should_show_category: bool | None = None
    """Whether the profile shows the category."""
    category_id: int | str | None = None
    """Numeric id of the business category."""
    is_category_tappable: bool | None = None
    """Whether the category on the profile is a link."""
    should_show_public_contacts: bool | None = None
    """Whether the profile shows how to reach the account."""
    category: str | None = None
    """Name of the business category."""
    reel: ShortReel | None = None
    """The account's story reel in short form."""
    followed_by_viewer: bool | None = None
    """Whether the viewer follows the account."""
    follows_viewer: bool | None = None
    """Whether the account follows the viewer."""
    requested_by_viewer: bool | None = None
    """Whether the viewer asked to follow the account."""
    is_favorite: bool | None = None
    """Whether it is a favourite of the viewer."""
    interop_messaging_user_fbid: int | str | None = None
    """Numeric id of the account in messaging across Meta's apps."""
    is_creator_agent_enabled: bool | None = None
    is_ring_creator: bool | None = None
    show_ring_award: bool | None = None
    transparency_product_enabled: bool | None = None
    is_screenshot_blocking_enabled: bool | None = None
    """Whether screenshots of the account's content are blocked."""
    eligible_for_text_app_activation_badge: bool | None = None
    account_type: int | None = None
    """Kind of account: 1 personal, 2 business, 3 creator; other values may occur."""
    user_activation_info: OpenObject | None = None
    follower_count: int | None = None
    """Followers."""
    chaining_info: ChainingInfo | None = None
    """Why the account is suggested."""
    profile_chaining_secondary_label: str | None = None
    """Second line under the account's name where it is suggested."""
    social_context: str | None = None
    """Line shown under a suggested account; its full name in the examples."""
    profile_grid_display_type: str | None = None
    is_active_on_text_post_app: bool | None = None
    """Whether the account is on Threads."""

    __names__ = {"strong_id": "strong_id__"}
    __nested__ = {
        "reel": "ShortReel",
        "user_activation_info": "OpenObject",
        "chaining_info": "ChainingInfo",
    }
    __required__ = ("pk", "username")
    __identity__ = ("pk", "pk_id", "id", "strong_id__")
    __entity__ = {
        "kind": "account",
        "name": "username",
        "title": "full_name",
        "private": "is_private",
    }
    __times__ = ("latest_reel_media",)
    __summary__ = ("pk", "username", "full_name", "is_private", "is_verified")
