"""The answer to a look-up of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .user import User


class UserResponse(Model):
    """The answer to a look-up of an account."""

    user: User
    """The account."""
    status: str | None = None
    """"ok" where the service behind answered."""

    __nested__ = {"user": "User"}
    __required__ = ("user",)
