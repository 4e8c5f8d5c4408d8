"""A page of followers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .followers import Followers


class FollowersPage(Model):
    """A page of followers."""

    response: Followers
    """Instagram's response with the followers."""
    next_page_id: str | None
    """Cursor of the next page; null on the last."""

    __nested__ = {"response": "Followers"}
    __required__ = ("response", "next_page_id")
