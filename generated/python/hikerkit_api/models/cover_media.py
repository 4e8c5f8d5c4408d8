"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .image import Image


class CoverMedia(Model):
    """X."""

    crop_rect: list[float] | None = None
    media_id: str | None = None
    upload_id: Any = None
    cropped_image_version: Image | None = None
    full_image_version: Image | None = None

    __nested__ = {"cropped_image_version": "Image", "full_image_version": "Image"}
