"""The response to a lookup of stories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    from .reel import Reel


class StoriesResponse(Model):
    """The response to a lookup of stories."""

    broadcast: Any = None
    """The current live video; null where there is none."""
    reel: Reel | None
    """The stories; null for an account without any."""
    unviewable_authors_info: Any = None
    status: str | None = None
    """"ok" if the service behind responded."""

    __nested__ = {"reel": "Reel"}
    __required__ = ("reel",)
