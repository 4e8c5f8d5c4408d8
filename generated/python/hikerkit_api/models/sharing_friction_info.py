"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class SharingFrictionInfo(Model):
    """X."""

    __slots__ = ()

    should_have_sharing_friction: bool | None = None
    bloks_app_url: Any = None
    sharing_friction_payload: Any = None
