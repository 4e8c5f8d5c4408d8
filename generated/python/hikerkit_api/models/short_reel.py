"""The current stories of an account, in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .reel_owner import ReelOwner


class ShortReel(Model):
    """The current stories of an account, in short."""

    id: str | None = None
    """Numeric id of the account, as a string."""
    expiring_at: int | None = None
    """When it disappears, Unix time in seconds."""
    has_pride_media: bool | None = None
    """Whether it has media for Pride."""
    latest_reel_media: int | None = None
    """When the newest of the stories was posted, Unix time in seconds; 0 or null where
    there is none.
    """
    seen: int | None = None
    """When the viewer last saw the reel; null in the examples."""
    owner: ReelOwner | None = None
    """The account that it belongs to."""

    __nested__ = {"owner": "ReelOwner"}
    __times__ = ("expiring_at", "latest_reel_media")
