"""One of the newest posts of an account, in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class MediaPreview(Model):
    """One of the newest posts of an account, in short."""

    media_id: int | str | None = None
    """Numeric id of the post."""
    media_fbid: int | str | None = None
    """Numeric id of the media at Facebook."""
    thumbnail_url: str | None = None
    """URL of a small picture of the post."""
