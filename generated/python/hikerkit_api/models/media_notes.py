"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    pass


class MediaNotes(Model):
    """X."""

    items: list[Any] | None = None
