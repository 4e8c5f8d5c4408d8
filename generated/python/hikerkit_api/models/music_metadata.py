"""The music in a post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    pass


class MusicMetadata(Model):
    """The music in a post."""

    audio_type: Any = None
    """Kind of sound."""
    music_canonical_id: str | None = None
    """Id of the song."""
    pinned_media_ids: Any = None
    """Numeric ids of posts pinned to the song."""
    music_info: Any = None
    """The song."""
    original_sound_info: Any = None
    """The sound, where it is the owner's own."""
