"""A sponsor of a paid partnership."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    from .short_user import ShortUser


class SponsorTag(Model):
    """A sponsor of a paid partnership."""

    permission: bool | None = None
    sponsor_id: Any = None
    """Numeric id of the sponsor's account."""
    username: str | None = None
    """Name of the sponsor's account."""
    is_pending: bool | None = None
    """Whether the sponsor has not agreed yet."""
    sponsor: ShortUser | None = None
    """The account of the sponsor."""

    __nested__ = {"sponsor": "ShortUser"}
