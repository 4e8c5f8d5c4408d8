"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class FundraiserTag(Model):
    """X."""

    __slots__ = ()

    has_standalone_fundraiser: bool | None = None
