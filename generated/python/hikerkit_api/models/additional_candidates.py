"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .image import Image


class AdditionalCandidates(Model):
    """X."""

    first_frame: Image | None = None
    igtv_first_frame: Image | None = None
    smart_frame: Image | None = None

    __nested__ = {"first_frame": "Image", "igtv_first_frame": "Image", "smart_frame": "Image"}
