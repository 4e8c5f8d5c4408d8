"""The envelope around one reel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .media import Media


class ClipsItem(Model):
    """The envelope around one reel."""

    media: Media
    """The reel."""

    __nested__ = {"media": "Media"}
    __required__ = ("media",)
