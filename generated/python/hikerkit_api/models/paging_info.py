"""Where a list continues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class PagingInfo(Model):
    """Where a list continues."""

    max_id: str | None = None
    """Cursor of the next page, as the service behind spells it."""
    more_available: bool | None = None
    """Whether more reels follow after this page."""
