"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class CommunityNotesInfo(Model):
    """X."""

    __slots__ = ()

    has_viewer_submitted_note: bool | None = None
    note_submission_disabled: bool | None = None
    enable_submission_friction: bool | None = None
    is_eligible_for_request_a_note: bool | None = None
