"""What the viewer may do about community notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class CommunityNotesInfo(Model):
    """What the viewer may do about community notes."""

    has_viewer_submitted_note: bool | None = None
    """Whether the viewer wrote a community note."""
    note_submission_disabled: bool | None = None
    """Whether writing community notes is switched off."""
    enable_submission_friction: bool | None = None
    is_eligible_for_request_a_note: bool | None = None
    """Whether a community note can be requested for the post."""
