"""What Meta Verified gives an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    pass


class MetaVerifiedBenefitsInfo(Model):
    """What Meta Verified gives an account."""

    active_meta_verified_benefits: list[Any] | None = None
    """Meta Verified benefits active on the account."""
    is_eligible_for_meta_verified_content_protection: bool | None = None
    is_eligible_for_ig_meta_verified_label: bool | None = None
