"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .highlight_tray import HighlightTray


class HighlightsResponse(Model):
    """X."""

    response: HighlightTray
    next_page_id: str | None

    __nested__ = {"response": "HighlightTray"}
    __required__ = ("response", "next_page_id")
