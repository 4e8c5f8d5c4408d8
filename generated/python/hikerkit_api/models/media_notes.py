"""Notes on a post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    pass


class MediaNotes(Model):
    """Notes on a post."""

    items: list[Any] | None = None
    """The notes."""
