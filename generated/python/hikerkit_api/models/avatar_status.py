"""Whether an account has an avatar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class AvatarStatus(Model):
    """Whether an account has an avatar."""

    has_avatar: bool | None = None
    """Whether the account has an avatar."""
