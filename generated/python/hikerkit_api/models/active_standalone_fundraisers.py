"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    pass


class ActiveStandaloneFundraisers(Model):
    """X."""

    total_count: int | None = None
    fundraisers: list[Any] | None = None
