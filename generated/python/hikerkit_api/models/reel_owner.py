"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    pass


class ReelOwner(Model):
    """X."""

    typename: str | None = None
    id: str | None = None
    profile_pic_url: str | None = None
    username: str | None = None

    __names__ = {"typename": "__typename"}
    __identity__ = ("id",)
