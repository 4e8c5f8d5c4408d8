"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    pass


class MediaPreview(Model):
    """X."""

    media_id: int | str | None = None
    media_fbid: int | str | None = None
    thumbnail_url: str | None = None
