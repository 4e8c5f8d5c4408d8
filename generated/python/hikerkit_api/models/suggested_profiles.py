"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .short_user import ShortUser


class SuggestedProfiles(Model):
    """X."""

    users: list[ShortUser]
    is_backup: bool | None = None
    is_recommend_account: bool | None = None
    chaining_upsell_cards: list[Any] | None = None
    follow_ranking_token: str | None = None
    status: str | None = None

    __nested__ = {"users": ["ShortUser"]}
    __required__ = ("users",)
