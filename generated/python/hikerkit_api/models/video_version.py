"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    pass


class VideoVersion(Model):
    """X."""

    bandwidth: int | None = None
    height: int | None = None
    id: str | None = None
    type: int | None = None
    url: str | None = None
    url_expiration_timestamp_us: Any = None
    width: int | None = None
    fallback: Any = None

    __summary__ = ("width", "height", "url")
