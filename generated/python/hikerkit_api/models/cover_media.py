"""The cover of a highlight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    from .image import Image


class CoverMedia(Model):
    """The cover of a highlight."""

    crop_rect: list[float] | None = None
    """Crop of the cover, as fractions of the picture; four numbers, of which the
    documentation shows three.
    """
    media_id: str | None = None
    """Id of the media that the cover is from, as "<media pk>_<owner pk>"."""
    upload_id: Any = None
    """Id of the upload."""
    cropped_image_version: Image | None = None
    """The cover as shown."""
    full_image_version: Image | None = None
    """The cover before it was cropped."""

    __nested__ = {"cropped_image_version": "Image", "full_image_version": "Image"}
