"""Whether a fundraiser is attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class FundraiserTag(Model):
    """Whether a fundraiser is attached."""

    has_standalone_fundraiser: bool | None = None
    """Whether a fundraiser is attached."""
