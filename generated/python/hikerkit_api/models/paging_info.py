"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class PagingInfo(Model):
    """X."""

    __slots__ = ()

    max_id: str | None = None
    more_available: bool | None = None
