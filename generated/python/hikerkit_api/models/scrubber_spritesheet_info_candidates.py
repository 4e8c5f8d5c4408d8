"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    from .scrubber_spritesheet import ScrubberSpritesheet


@model
class ScrubberSpritesheetInfoCandidates(Model):
    """X."""

    __slots__ = ()

    default: ScrubberSpritesheet | None = None

    __nested__ = {"default": "ScrubberSpritesheet"}
