"""What a page of reels holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .clips_item import ClipsItem
    from .paging_info import PagingInfo


class Clips(Model):
    """What a page of reels holds."""

    items: list[ClipsItem]
    """The reels, each in an envelope."""
    paging_info: PagingInfo | None = None
    """Where the list continues."""
    status: str | None = None
    """"ok" if the service behind responded."""

    __nested__ = {"items": ["ClipsItem"], "paging_info": "PagingInfo"}
    __required__ = ("items",)
