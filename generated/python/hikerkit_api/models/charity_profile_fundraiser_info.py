"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .consumption_sheet_config import ConsumptionSheetConfig


class CharityProfileFundraiserInfo(Model):
    """X."""

    pk: int | str | None = None
    has_active_fundraiser: bool | None = None
    is_facebook_onboarded_charity: bool | None = None
    consumption_sheet_config: ConsumptionSheetConfig | None = None

    __nested__ = {"consumption_sheet_config": "ConsumptionSheetConfig"}
