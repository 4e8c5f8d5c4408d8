"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class ActiveStandaloneFundraisers(Model):
    """X."""

    __slots__ = ()

    total_count: int | None = None
    fundraisers: list[Any] | None = None
