"""An account that is tagged in a post, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .short_user import ShortUser


class Usertag(Model):
    """An account that is tagged in a post, and where."""

    user: ShortUser | None = None
    """The account that is tagged."""
    x: float | None = None
    """Horizontal place, as a fraction of the width."""
    y: float | None = None
    """Vertical place, as a fraction of the height."""

    __nested__ = {"user": "ShortUser"}
