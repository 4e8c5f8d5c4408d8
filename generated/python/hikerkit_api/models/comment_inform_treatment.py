"""A notice before commenting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    pass


class CommentInformTreatment(Model):
    """A notice before commenting."""

    action_type: Any = None
    should_have_inform_treatment: bool | None = None
    """Whether the warning is shown."""
    text: str | None = None
    """Text of the notice."""
    url: str | None = None
    """URL of the notice."""
