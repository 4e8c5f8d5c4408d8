"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    pass


class AvatarStatus(Model):
    """X."""

    has_avatar: bool | None = None
