"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .short_user import ShortUser


class ReelMention(Model):
    """X."""

    end_time_ms: float | None = None
    height: float | None = None
    id: str | None = None
    is_fb_sticker: int | None = None
    is_hidden: int | None = None
    is_pinned: int | None = None
    is_sticker: int | None = None
    rotation: float | None = None
    start_time_ms: float | None = None
    width: float | None = None
    x: float | None = None
    y: float | None = None
    z: int | None = None
    user: ShortUser | None = None

    __nested__ = {"user": "ShortUser"}
