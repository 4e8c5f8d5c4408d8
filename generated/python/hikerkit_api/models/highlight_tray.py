"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .highlight import Highlight
    from .open_object import OpenObject


class HighlightTray(Model):
    """X."""

    tray: list[Highlight]
    last_paginated_highlights_node_edited_at_ts: Any = None
    has_fetched_all_remaining_highlights: Any = None
    suggested_highlights: OpenObject | None = None
    cursor: str | None = None
    highlights_tray_type: str | None = None
    status: str | None = None

    __nested__ = {"tray": ["Highlight"], "suggested_highlights": "OpenObject"}
    __required__ = ("tray",)
