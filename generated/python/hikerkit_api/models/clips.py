"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .clips_item import ClipsItem
    from .paging_info import PagingInfo


class Clips(Model):
    """X."""

    items: list[ClipsItem]
    paging_info: PagingInfo | None = None
    status: str | None = None

    __nested__ = {"items": ["ClipsItem"], "paging_info": "PagingInfo"}
    __required__ = ("items",)
