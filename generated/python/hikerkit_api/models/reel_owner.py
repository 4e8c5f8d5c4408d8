"""The account that stories belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class ReelOwner(Model):
    """The account that stories belong to."""

    typename: str | None = None
    """GraphQL type name; "GraphUser" in the examples."""
    id: str | None = None
    """Numeric id of the account, as a string."""
    profile_pic_url: str | None = None
    """URL of the profile picture."""
    username: str | None = None
    """Name of the account, without "@"."""

    __names__ = {"typename": "__typename"}
    __identity__ = ("id",)
    __entity__ = {"kind": "account", "name": "username"}
