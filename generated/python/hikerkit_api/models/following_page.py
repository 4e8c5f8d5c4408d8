"""A page of followed accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .following import Following


class FollowingPage(Model):
    """A page of followed accounts."""

    response: Following
    """Instagram's response with the followed accounts."""
    next_page_id: str | None
    """Cursor of the next page; null on the last."""

    __nested__ = {"response": "Following"}
    __required__ = ("response", "next_page_id")
