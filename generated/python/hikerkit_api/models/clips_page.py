"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    from .clips import Clips


@model
class ClipsPage(Model):
    """X."""

    __slots__ = ()

    response: Clips
    next_page_id: str | None

    __nested__ = {"response": "Clips"}
    __required__ = ("response", "next_page_id")
