"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class MediaNotes(Model):
    """X."""

    __slots__ = ()

    items: list[Any] | None = None
