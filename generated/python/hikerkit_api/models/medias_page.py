"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .medias import Medias


class MediasPage(Model):
    """X."""

    response: Medias
    next_page_id: str | None

    __nested__ = {"response": "Medias"}
    __required__ = ("response", "next_page_id")
