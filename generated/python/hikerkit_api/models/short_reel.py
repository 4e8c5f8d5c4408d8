"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .reel_owner import ReelOwner


class ShortReel(Model):
    """X."""

    id: str | None = None
    expiring_at: int | None = None
    has_pride_media: bool | None = None
    latest_reel_media: int | None = None
    seen: int | None = None
    owner: ReelOwner | None = None

    __nested__ = {"owner": "ReelOwner"}
