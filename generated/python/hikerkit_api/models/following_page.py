"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .following import Following


class FollowingPage(Model):
    """X."""

    response: Following
    next_page_id: str | None

    __nested__ = {"response": "Following"}
    __required__ = ("response", "next_page_id")
