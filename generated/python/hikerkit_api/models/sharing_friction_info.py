"""Whether a viewer is warned before sharing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    pass


class SharingFrictionInfo(Model):
    """Whether a viewer is warned before sharing."""

    should_have_sharing_friction: bool | None = None
    """Whether a warning is shown before sharing."""
    bloks_app_url: Any = None
    sharing_friction_payload: Any = None
