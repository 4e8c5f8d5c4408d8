"""How a fundraiser is presented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    from .donation_amount_config import DonationAmountConfig


class ConsumptionSheetConfig(Model):
    """How a fundraiser is presented."""

    can_viewer_donate: bool | None = None
    """Whether the viewer can donate."""
    currency: Any = None
    """Currency."""
    donation_disabled_message: Any = None
    """Text shown when donating is not possible."""
    donation_url: Any = None
    """Where to donate."""
    has_viewer_donated: Any = None
    """Whether the viewer has donated."""
    privacy_disclaimer: Any = None
    """Privacy notice shown to donors."""
    profile_fundraiser_id: Any = None
    """Id of the profile's fundraiser."""
    you_donated_message: Any = None
    """Text shown to viewers who have donated."""
    donation_amount_config: DonationAmountConfig | None = None
    """Amounts that the donation sheet offers."""

    __nested__ = {"donation_amount_config": "DonationAmountConfig"}
