"""What a page of tagged posts holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    from .media import Media


class TagMedias(Model):
    """What a page of tagged posts holds."""

    num_results: int | None = None
    """How many items this page has."""
    more_available: bool | None = None
    """Whether there is a further page."""
    items: list[Media]
    """The posts."""
    auto_load_more_enabled: bool | None = None
    next_max_id: int | str | None = None
    """Cursor of the next page, as the service behind spells it."""
    new_photos: list[Any] | None = None
    """Posts that wait for the account's approval."""
    requires_review: bool | None = None
    """Whether the account approves tags before they show."""
    total_count: int | None = None
    """Posts in which the account is tagged, in all."""
    status: str | None = None
    """"ok" if the service behind responded."""

    __nested__ = {"items": ["Media"]}
    __required__ = ("items",)
