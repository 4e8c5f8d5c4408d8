"""The sprite sheets of a video."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .scrubber_spritesheet import ScrubberSpritesheet


class ScrubberSpritesheetInfoCandidates(Model):
    """The sprite sheets of a video."""

    default: ScrubberSpritesheet | None = None
    """The usual sprite sheet."""

    __nested__ = {"default": "ScrubberSpritesheet"}
