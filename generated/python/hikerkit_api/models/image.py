"""A picture in one size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class Image(Model):
    """A picture in one size."""

    height: int | None = None
    """Height, pixels."""
    url: str | None = None
    """URL of the picture."""
    width: int | None = None
    """Width, pixels."""
    estimated_scans_sizes: list[int] | None = None
    """Sizes of the progressive JPEG scans, bytes."""
    scans_profile: str | None = None
    """Profile of the progressive JPEG scans."""
    is_spatial_image: bool | None = None
    """Whether it is a spatial (3D) picture."""

    __summary__ = ("width", "height", "url")
