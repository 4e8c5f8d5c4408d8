"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class AvatarStatus(Model):
    """X."""

    __slots__ = ()

    has_avatar: bool | None = None
