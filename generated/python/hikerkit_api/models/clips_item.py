"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    from .media import Media


@model
class ClipsItem(Model):
    """X."""

    __slots__ = ()

    media: Media

    __nested__ = {"media": "Media"}
    __required__ = ("media",)
