"""The response to a lookup of highlights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .highlight_tray import HighlightTray


class HighlightsResponse(Model):
    """The response to a lookup of highlights."""

    response: HighlightTray
    """Instagram's response with the highlights."""
    next_page_id: str | None
    """Cursor of the next page; null in the examples."""

    __nested__ = {"response": "HighlightTray"}
    __required__ = ("response", "next_page_id")
