"""One row of a look-up in rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .user import User


class UserstreamRow(Model):
    """One row of a look-up in rows."""

    user: User
    """The account, as far as this row knows it."""
    status: str | None = None
    """"ok" if the service behind responded."""

    __nested__ = {"user": "User"}
    __required__ = ("user",)
    __summary__ = ("user",)
