"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    pass


class PagingInfo(Model):
    """X."""

    max_id: str | None = None
    more_available: bool | None = None
