"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    from .user import User


@model
class UserstreamRow(Model):
    """X."""

    __slots__ = ()

    user: User
    status: str | None = None

    __nested__ = {"user": "User"}
    __required__ = ("user",)
    __summary__ = ("user",)
