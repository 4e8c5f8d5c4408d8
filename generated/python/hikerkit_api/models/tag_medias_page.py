"""A page of posts in which an account is tagged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .tag_medias import TagMedias


class TagMediasPage(Model):
    """A page of posts in which an account is tagged."""

    response: TagMedias
    """Instagram's response with the tagged posts."""
    next_page_id: str | None
    """Cursor of the next page; null on the last."""

    __nested__ = {"response": "TagMedias"}
    __required__ = ("response", "next_page_id")
