"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .short_user import ShortUser


class SponsorTag(Model):
    """X."""

    permission: bool | None = None
    sponsor_id: Any = None
    username: str | None = None
    is_pending: bool | None = None
    sponsor: ShortUser | None = None

    __nested__ = {"sponsor": "ShortUser"}
