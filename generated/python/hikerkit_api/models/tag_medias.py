"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .media import Media


class TagMedias(Model):
    """X."""

    num_results: int | None = None
    more_available: bool | None = None
    items: list[Media]
    auto_load_more_enabled: bool | None = None
    next_max_id: int | str | None = None
    new_photos: list[Any] | None = None
    requires_review: bool | None = None
    total_count: int | None = None
    status: str | None = None

    __nested__ = {"items": ["Media"]}
    __required__ = ("items",)
