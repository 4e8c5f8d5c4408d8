"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .short_user import ShortUser


class Following(Model):
    """X."""

    users: list[ShortUser]
    big_list: bool | None = None
    page_size: int | None = None
    next_max_id: int | str | None = None
    has_more: bool | None = None
    should_limit_list_of_followers: bool | None = None
    use_clickable_see_more: bool | None = None
    follow_ranking_token: str | None = None
    status: str | None = None

    __nested__ = {"users": ["ShortUser"]}
    __required__ = ("users",)
