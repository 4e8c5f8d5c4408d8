"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    from .followers import Followers


@model
class FollowersPage(Model):
    """X."""

    __slots__ = ()

    response: Followers
    next_page_id: str | None

    __nested__ = {"response": "Followers"}
    __required__ = ("response", "next_page_id")
