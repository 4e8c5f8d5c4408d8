"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    from .highlight_tray import HighlightTray


@model
class HighlightsResponse(Model):
    """X."""

    __slots__ = ()

    response: HighlightTray
    next_page_id: str | None

    __nested__ = {"response": "HighlightTray"}
    __required__ = ("response", "next_page_id")
