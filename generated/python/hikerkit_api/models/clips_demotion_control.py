"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .demotion_followup_option import DemotionFollowupOption


class ClipsDemotionControl(Model):
    """X."""

    title: str | None = None
    enable_word_wrapping: bool | None = None
    confirmation_icon: str | None = None
    title_style: str | None = None
    confirmation_title: str | None = None
    confirmation_body: str | None = None
    confirmation_title_style: str | None = None
    undo_style: str | None = None
    confirmation_style: str | None = None
    followup_options: list[DemotionFollowupOption] | None = None

    __nested__ = {"followup_options": ["DemotionFollowupOption"]}
