"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    pass


class QaFreeformBannerPrompt(Model):
    """X."""

    prompt: str | None = None
    display_text: str | None = None
