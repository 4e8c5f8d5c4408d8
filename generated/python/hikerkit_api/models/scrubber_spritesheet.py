"""Small pictures of a video, many on one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class ScrubberSpritesheet(Model):
    """Small pictures of a video, many on one sheet."""

    file_size_kb: int | None = None
    """Size of the file, kB."""
    max_thumbnails_per_sprite: int | None = None
    """Thumbnails in a sprite sheet, at most."""
    rendered_width: int | None = None
    """Width in pixels at which a thumbnail is shown."""
    sprite_height: int | None = None
    """Height of a sprite sheet, pixels."""
    sprite_urls: list[str] | None = None
    """URLs of the sprite sheets."""
    sprite_width: int | None = None
    """Width of a sprite sheet, pixels."""
    thumbnail_duration: float | None = None
    """Time between two thumbnails, seconds."""
    thumbnail_height: int | None = None
    """Height of a thumbnail, pixels."""
    thumbnail_width: int | None = None
    """Width of a thumbnail, pixels."""
    thumbnails_per_row: int | None = None
    """Thumbnails in a row of a sprite sheet."""
    total_thumbnail_num_per_sprite: int | None = None
    """Thumbnails in a sprite sheet."""
    video_length: float | None = None
    """Length of the video, seconds."""
