"""One recommended account, with its newest posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .media_preview import MediaPreview
    from .short_user import ShortUser


class BusinessRecommendation(Model):
    """One recommended account, with its newest posts."""

    user: ShortUser
    """The recommended account."""
    media_previews: list[MediaPreview] | None = None
    """The newest posts of the account."""

    __nested__ = {"user": "ShortUser", "media_previews": ["MediaPreview"]}
    __required__ = ("user",)
    __summary__ = ("user",)
