"""Frames of a video that may serve as its cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .image import Image


class AdditionalCandidates(Model):
    """Frames of a video that may serve as its cover."""

    first_frame: Image | None = None
    """The first frame of the video."""
    igtv_first_frame: Image | None = None
    """The first frame of the video, as IGTV showed it."""
    smart_frame: Image | None = None

    __nested__ = {"first_frame": "Image", "igtv_first_frame": "Image", "smart_frame": "Image"}
