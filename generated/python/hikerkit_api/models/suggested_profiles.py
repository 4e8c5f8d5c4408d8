"""Accounts that Instagram suggests alongside an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    from .short_user import ShortUser


class SuggestedProfiles(Model):
    """Accounts that Instagram suggests alongside an account."""

    users: list[ShortUser]
    """The suggested accounts."""
    is_backup: bool | None = None
    is_recommend_account: bool | None = None
    chaining_upsell_cards: list[Any] | None = None
    follow_ranking_token: str | None = None
    """Token of this ranking of accounts."""
    status: str | None = None
    """"ok" if the service behind responded."""

    __nested__ = {"users": ["ShortUser"]}
    __required__ = ("users",)
