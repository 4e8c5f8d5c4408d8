"""What may be donated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    pass


class DonationAmountConfig(Model):
    """What may be donated."""

    default_selected_donation_value: Any = None
    """Donation amount selected at first."""
    donation_amount_selector_values: list[Any] | None = None
    """Donation amounts to choose from."""
    maximum_donation_amount: Any = None
    """Largest donation allowed."""
    minimum_donation_amount: Any = None
    """Smallest donation allowed."""
    prefill_amount: Any = None
    """Donation amount filled in beforehand."""
    user_currency: Any = None
    """Currency of the viewer."""
