"""Fundraisers of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    pass


class ActiveStandaloneFundraisers(Model):
    """Fundraisers of an account."""

    total_count: int | None = None
    """Number of running fundraisers."""
    fundraisers: list[Any] | None = None
    """The fundraisers."""
