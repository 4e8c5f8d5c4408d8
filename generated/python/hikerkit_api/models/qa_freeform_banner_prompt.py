"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class QaFreeformBannerPrompt(Model):
    """X."""

    __slots__ = ()

    prompt: str | None = None
    display_text: str | None = None
