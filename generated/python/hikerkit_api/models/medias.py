"""What a page of posts holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    from .media import Media
    from .short_user import ShortUser


class Medias(Model):
    """What a page of posts holds."""

    profile_grid_items: Any = None
    profile_grid_items_cursor: Any = None
    """Cursor of the profile grid."""
    pinned_profile_grid_items_ids: Any = None
    special_empty_state: Any = None
    num_results: int | None = None
    """How many items this page has."""
    more_available: bool | None = None
    """Whether there is a further page."""
    items: list[Media]
    """The posts."""
    next_max_id: int | str | None = None
    """Instagram's own cursor of the next page, spelled like Media.id."""
    user: ShortUser | None = None
    """The account that posted them."""
    auto_load_more_enabled: bool | None = None
    status: str | None = None
    """"ok" if the service behind responded."""

    __nested__ = {"items": ["Media"], "user": "ShortUser"}
    __required__ = ("items",)
