"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .short_user import ShortUser


class Followers(Model):
    """X."""

    users: list[ShortUser]
    big_list: bool | None = None
    page_size: int | None = None
    next_max_id: int | str | None = None
    has_more: bool | None = None
    should_limit_list_of_followers: bool | None = None
    use_clickable_see_more: bool | None = None
    show_spam_follow_request_tab: Any = None
    status: Any = None

    __nested__ = {"users": ["ShortUser"]}
    __required__ = ("users",)
