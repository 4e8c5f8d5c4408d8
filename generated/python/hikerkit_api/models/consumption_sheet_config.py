"""How a fundraiser is presented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .donation_amount_config import DonationAmountConfig


class ConsumptionSheetConfig(Model):
    """How a fundraiser is presented."""

    can_viewer_donate: bool | None = None
    currency: Any = None
    """Currency."""
    donation_disabled_message: Any = None
    donation_url: Any = None
    """Where to donate."""
    has_viewer_donated: Any = None
    privacy_disclaimer: Any = None
    profile_fundraiser_id: Any = None
    you_donated_message: Any = None
    donation_amount_config: DonationAmountConfig | None = None

    __nested__ = {"donation_amount_config": "DonationAmountConfig"}
