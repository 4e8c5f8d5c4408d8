"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    pass


class MusicMetadata(Model):
    """X."""

    audio_type: Any = None
    music_canonical_id: str | None = None
    pinned_media_ids: Any = None
    music_info: Any = None
    original_sound_info: Any = None
