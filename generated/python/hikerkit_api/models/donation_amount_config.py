"""What may be donated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    pass


class DonationAmountConfig(Model):
    """What may be donated."""

    default_selected_donation_value: Any = None
    donation_amount_selector_values: list[Any] | None = None
    maximum_donation_amount: Any = None
    minimum_donation_amount: Any = None
    prefill_amount: Any = None
    user_currency: Any = None
    """Currency of the viewer."""
