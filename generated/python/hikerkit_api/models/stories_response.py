"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .reel import Reel


class StoriesResponse(Model):
    """X."""

    broadcast: Any = None
    reel: Reel | None
    unviewable_authors_info: Any = None
    status: str | None = None

    __nested__ = {"reel": "Reel"}
    __required__ = ("reel",)
