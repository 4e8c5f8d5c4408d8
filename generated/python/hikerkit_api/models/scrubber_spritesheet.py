"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    pass


class ScrubberSpritesheet(Model):
    """X."""

    file_size_kb: int | None = None
    max_thumbnails_per_sprite: int | None = None
    rendered_width: int | None = None
    sprite_height: int | None = None
    sprite_urls: list[str] | None = None
    sprite_width: int | None = None
    thumbnail_duration: float | None = None
    thumbnail_height: int | None = None
    thumbnail_width: int | None = None
    thumbnails_per_row: int | None = None
    total_thumbnail_num_per_sprite: int | None = None
    video_length: float | None = None
