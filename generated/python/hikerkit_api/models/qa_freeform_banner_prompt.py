"""A prompt that an account may answer on its profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class QaFreeformBannerPrompt(Model):
    """A prompt that an account may answer on its profile."""

    prompt: str | None = None
    """Code of the prompt."""
    display_text: str | None = None
    """The prompt in words."""
