"""The shops that an account links to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    pass


class CreatorShoppingInfo(Model):
    """The shops that an account links to."""

    linked_merchant_accounts: list[Any] | None = None
    """Merchant accounts that the creator is linked with."""
