"""A video in one quality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    pass


class VideoVersion(Model):
    """A video in one quality."""

    bandwidth: int | None = None
    """Bits per second."""
    height: int | None = None
    """Height, pixels."""
    id: str | None = None
    """Id of this version."""
    type: int | None = None
    """Code of the quality, for example 101."""
    url: str | None = None
    """URL of the video."""
    url_expiration_timestamp_us: Any = None
    """When the URL stops working, Unix time in microseconds."""
    width: int | None = None
    """Width, pixels."""
    fallback: Any = None

    __summary__ = ("width", "height", "url")
