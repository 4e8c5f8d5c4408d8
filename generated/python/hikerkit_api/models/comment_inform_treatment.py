"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    pass


class CommentInformTreatment(Model):
    """X."""

    action_type: Any = None
    should_have_inform_treatment: bool | None = None
    text: str | None = None
    url: str | None = None
