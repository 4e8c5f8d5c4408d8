"""A page of reels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .clips import Clips


class ClipsPage(Model):
    """A page of reels."""

    response: Clips
    """Instagram's response with the reels."""
    next_page_id: str | None
    """Cursor of the next page; null on the last."""

    __nested__ = {"response": "Clips"}
    __required__ = ("response", "next_page_id")
