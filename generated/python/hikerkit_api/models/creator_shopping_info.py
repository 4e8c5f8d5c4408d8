"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class CreatorShoppingInfo(Model):
    """X."""

    __slots__ = ()

    linked_merchant_accounts: list[Any] | None = None
