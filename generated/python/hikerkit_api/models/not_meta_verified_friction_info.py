"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class NotMetaVerifiedFrictionInfo(Model):
    """X."""

    __slots__ = ()

    label_friction_content: str | None = None
    is_eligible_for_label_friction: bool | None = None
