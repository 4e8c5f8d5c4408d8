"""The response to a lookup of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .user import User


class UserResponse(Model):
    """The response to a lookup of an account."""

    user: User
    """The account."""
    status: str | None = None
    """"ok" if the service behind responded."""

    __nested__ = {"user": "User"}
    __required__ = ("user",)
