"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .short_user import ShortUser


class Usertag(Model):
    """X."""

    user: ShortUser | None = None
    x: float | None = None
    y: float | None = None

    __nested__ = {"user": "ShortUser"}
