"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .followers import Followers


class FollowersPage(Model):
    """X."""

    response: Followers
    next_page_id: str | None

    __nested__ = {"response": "Followers"}
    __required__ = ("response", "next_page_id")
