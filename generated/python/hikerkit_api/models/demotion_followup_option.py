"""A further choice for a viewer who wants to see fewer posts of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .clips_demotion_control import ClipsDemotionControl


class DemotionFollowupOption(Model):
    """A further choice for a viewer who wants to see fewer posts of a kind."""

    text: str | None = None
    """The choice in words."""
    style: Any = None
    id: str | None = None
    """Id of the choice."""
    data: str | None = None
    show_icon: bool | None = None
    demotion_control: ClipsDemotionControl | None = None
    subtitle: Any = None
    """Second line of the text."""

    __nested__ = {"demotion_control": "ClipsDemotionControl"}
