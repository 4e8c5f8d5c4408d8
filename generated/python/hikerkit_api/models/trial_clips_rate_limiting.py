"""How many trial reels an account may share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class TrialClipsRateLimiting(Model):
    """How many trial reels an account may share."""

    warning_title: str | None = None
    """Heading shown when the limit is nearly reached."""
    at_limit_title: str | None = None
    """Heading shown once the limit is reached."""
    warning_body: str | None = None
    """Text shown when the limit is nearly reached."""
    at_limit_body: str | None = None
    """Text shown once the limit is reached."""
    count: int | None = None
    """How many trial reels the limit allows."""
