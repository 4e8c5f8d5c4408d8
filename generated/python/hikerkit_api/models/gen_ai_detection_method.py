"""How content made by AI was recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class GenAiDetectionMethod(Model):
    """How content made by AI was recognised."""

    detection_method: str | None = None
    """How AI-made content was recognised; NONE where it was not."""
