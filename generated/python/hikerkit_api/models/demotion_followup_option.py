"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .clips_demotion_control import ClipsDemotionControl


class DemotionFollowupOption(Model):
    """X."""

    text: str | None = None
    style: Any = None
    id: str | None = None
    data: str | None = None
    show_icon: bool | None = None
    demotion_control: ClipsDemotionControl | None = None
    subtitle: Any = None

    __nested__ = {"demotion_control": "ClipsDemotionControl"}
