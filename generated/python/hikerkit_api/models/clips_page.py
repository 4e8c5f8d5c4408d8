"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .clips import Clips


class ClipsPage(Model):
    """X."""

    response: Clips
    next_page_id: str | None

    __nested__ = {"response": "Clips"}
    __required__ = ("response", "next_page_id")
