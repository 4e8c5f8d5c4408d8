"""A further choice for a viewer who wants to see fewer posts of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

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
    """Argument of the choice, for example "author_id:787132"."""
    show_icon: bool | None = None
    """Whether an icon is shown next to the choice."""
    demotion_control: ClipsDemotionControl | None = None
    """The menu that opens from this choice."""
    subtitle: Any = None
    """Second line under the label; null in the examples."""

    __nested__ = {"demotion_control": "ClipsDemotionControl"}
