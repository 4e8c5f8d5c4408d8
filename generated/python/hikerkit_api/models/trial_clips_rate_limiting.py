"""How many trial reels an account may share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    pass


class TrialClipsRateLimiting(Model):
    """How many trial reels an account may share."""

    warning_title: str | None = None
    at_limit_title: str | None = None
    warning_body: str | None = None
    at_limit_body: str | None = None
    count: int | None = None
    """How many trial reels the limit allows."""
