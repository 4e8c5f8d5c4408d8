"""The fundraiser on the profile of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .consumption_sheet_config import ConsumptionSheetConfig


class CharityProfileFundraiserInfo(Model):
    """The fundraiser on the profile of an account."""

    pk: int | str | None = None
    """Numeric id of the account."""
    has_active_fundraiser: bool | None = None
    """Whether a fundraiser is running."""
    is_facebook_onboarded_charity: bool | None = None
    """Whether this is a charity registered with Facebook for donations."""
    consumption_sheet_config: ConsumptionSheetConfig | None = None
    """Settings of the donation sheet."""

    __nested__ = {"consumption_sheet_config": "ConsumptionSheetConfig"}
