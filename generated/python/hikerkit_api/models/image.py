"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    pass


class Image(Model):
    """X."""

    height: int | None = None
    url: str | None = None
    width: int | None = None
    estimated_scans_sizes: list[int] | None = None
    scans_profile: str | None = None
    is_spatial_image: bool | None = None

    __summary__ = ("width", "height", "url")
