"""Whether a follow button is shown next to the authors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class CollabFollowButtonInfo(Model):
    """Whether a follow button is shown next to the authors."""

    show_follow_button: bool | None = None
    """Whether the follow button is shown."""
    is_owner_in_author_exp: bool | None = None
