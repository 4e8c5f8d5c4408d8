"""Recommendations by friends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class RecsFromFriends(Model):
    """Recommendations by friends."""

    enable_recs_from_friends: bool | None = None
    recs_from_friends_entry_point_type: str | None = None
