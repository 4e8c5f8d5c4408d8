"""The highlights of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    from .highlight import Highlight
    from .open_object import OpenObject


class HighlightTray(Model):
    """The highlights of an account."""

    tray: list[Highlight]
    """The highlights."""
    last_paginated_highlights_node_edited_at_ts: Any = None
    """When the last highlight of the page was edited; null in the examples."""
    has_fetched_all_remaining_highlights: Any = None
    """Whether these are all highlights."""
    suggested_highlights: OpenObject | None = None
    """Highlights that Instagram suggests."""
    cursor: str | None = None
    """Cursor of the next page, as the service behind spells it."""
    highlights_tray_type: str | None = None
    status: str | None = None
    """"ok" if the service behind responded."""

    __nested__ = {"tray": ["Highlight"], "suggested_highlights": "OpenObject"}
    __required__ = ("tray",)
