"""The notice that an account is not verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class NotMetaVerifiedFrictionInfo(Model):
    """The notice that an account is not verified."""

    label_friction_content: str | None = None
    """Text of the label, for example "Not Meta Verified"."""
    is_eligible_for_label_friction: bool | None = None
