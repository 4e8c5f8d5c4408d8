"""A picture, or the cover of a video, in several sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .additional_candidates import AdditionalCandidates
    from .image import Image
    from .scrubber_spritesheet_info_candidates import ScrubberSpritesheetInfoCandidates


class ImageVersions(Model):
    """A picture, or the cover of a video, in several sizes."""

    additional_candidates: AdditionalCandidates | None = None
    """Other frames of a video."""
    candidates: list[Image] | None = None
    """The picture in several sizes."""
    scrubber_spritesheet_info_candidates: ScrubberSpritesheetInfoCandidates | None = None
    """Pictures for scrubbing through a video."""

    __nested__ = {
        "additional_candidates": "AdditionalCandidates",
        "candidates": ["Image"],
        "scrubber_spritesheet_info_candidates": "ScrubberSpritesheetInfoCandidates",
    }
