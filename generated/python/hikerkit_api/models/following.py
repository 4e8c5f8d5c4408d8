"""What a page of followed accounts holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .short_user import ShortUser


class Following(Model):
    """What a page of followed accounts holds."""

    users: list[ShortUser]
    """Accounts that the user follows."""
    big_list: bool | None = None
    """Whether the list is longer than one page."""
    page_size: int | None = None
    """How many accounts a page has at most."""
    next_max_id: int | str | None = None
    """Cursor of the next page, as the service behind spells it."""
    has_more: bool | None = None
    """Whether there is a further page."""
    should_limit_list_of_followers: bool | None = None
    """Whether the service cuts the list off before its end."""
    use_clickable_see_more: bool | None = None
    follow_ranking_token: str | None = None
    """Token of this ranking of accounts."""
    status: str | None = None
    """"ok" if the service behind responded."""

    __nested__ = {"users": ["ShortUser"]}
    __required__ = ("users",)
