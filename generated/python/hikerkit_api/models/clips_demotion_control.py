"""What a viewer is offered who wants to see fewer posts of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .demotion_followup_option import DemotionFollowupOption


class ClipsDemotionControl(Model):
    """What a viewer is offered who wants to see fewer posts of a kind."""

    title: str | None = None
    """Title of the choice."""
    enable_word_wrapping: bool | None = None
    confirmation_icon: str | None = None
    """Name of the icon shown after the choice was made."""
    title_style: str | None = None
    confirmation_title: str | None = None
    """Title shown after the choice."""
    confirmation_body: str | None = None
    """Text shown after the choice."""
    confirmation_title_style: str | None = None
    undo_style: str | None = None
    confirmation_style: str | None = None
    followup_options: list[DemotionFollowupOption] | None = None
    """Further choices that are offered."""

    __nested__ = {"followup_options": ["DemotionFollowupOption"]}
