"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .media import Media
    from .short_user import ShortUser


class Medias(Model):
    """X."""

    profile_grid_items: Any = None
    profile_grid_items_cursor: Any = None
    pinned_profile_grid_items_ids: Any = None
    special_empty_state: Any = None
    num_results: int | None = None
    more_available: bool | None = None
    items: list[Media]
    next_max_id: int | str | None = None
    user: ShortUser | None = None
    auto_load_more_enabled: bool | None = None
    status: str | None = None

    __nested__ = {"items": ["Media"], "user": "ShortUser"}
    __required__ = ("items",)
