"""A page of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .medias import Medias


class MediasPage(Model):
    """A page of posts."""

    response: Medias
    """Instagram's response with the posts."""
    next_page_id: str | None
    """Cursor of the next page; null on the last."""

    __nested__ = {"response": "Medias"}
    __required__ = ("response", "next_page_id")
