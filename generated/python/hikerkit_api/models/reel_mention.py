"""An account that is mentioned in a story, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .short_user import ShortUser


class ReelMention(Model):
    """An account that is mentioned in a story, and where."""

    end_time_ms: float | None = None
    """Until when it shows, milliseconds."""
    height: float | None = None
    """Height, as a fraction of the picture's."""
    id: str | None = None
    """Id of the mention."""
    is_fb_sticker: int | None = None
    is_hidden: int | None = None
    """1 where it is not shown."""
    is_pinned: int | None = None
    """1 where the sticker is pinned."""
    is_sticker: int | None = None
    """1 where it is shown as a sticker."""
    rotation: float | None = None
    """Rotation of the sticker."""
    start_time_ms: float | None = None
    """From when on it shows, milliseconds."""
    width: float | None = None
    """Width, as a fraction of the picture's."""
    x: float | None = None
    """Horizontal position, as a fraction of the story's width."""
    y: float | None = None
    """Vertical position, as a fraction of the story's height."""
    z: int | None = None
    """Which of the stickers lies on top."""
    user: ShortUser | None = None
    """The account that is mentioned."""

    __nested__ = {"user": "ShortUser"}
