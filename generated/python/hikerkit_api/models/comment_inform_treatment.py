"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class CommentInformTreatment(Model):
    """X."""

    __slots__ = ()

    action_type: Any = None
    should_have_inform_treatment: bool | None = None
    text: str | None = None
    url: str | None = None
