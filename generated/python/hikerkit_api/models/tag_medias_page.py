"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .tag_medias import TagMedias


class TagMediasPage(Model):
    """X."""

    response: TagMedias
    next_page_id: str | None

    __nested__ = {"response": "TagMedias"}
    __required__ = ("response", "next_page_id")
