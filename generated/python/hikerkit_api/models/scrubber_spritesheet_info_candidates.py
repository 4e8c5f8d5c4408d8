"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .scrubber_spritesheet import ScrubberSpritesheet


class ScrubberSpritesheetInfoCandidates(Model):
    """X."""

    default: ScrubberSpritesheet | None = None

    __nested__ = {"default": "ScrubberSpritesheet"}
