"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .additional_candidates import AdditionalCandidates
    from .image import Image
    from .scrubber_spritesheet_info_candidates import ScrubberSpritesheetInfoCandidates


class ImageVersions(Model):
    """X."""

    additional_candidates: AdditionalCandidates | None = None
    candidates: list[Image] | None = None
    scrubber_spritesheet_info_candidates: ScrubberSpritesheetInfoCandidates | None = None

    __nested__ = {
        "additional_candidates": "AdditionalCandidates",
        "candidates": ["Image"],
        "scrubber_spritesheet_info_candidates": "ScrubberSpritesheetInfoCandidates",
    }
