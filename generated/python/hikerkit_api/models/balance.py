"""What is left on the account that the key belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class Balance(Model):
    """What is left on the account that the key belongs to."""

    requests: int
    """Request units left."""
    rate: int | None = None
    """Requests a second that the key may send."""
    currency: str | None = None
    """Currency of `amount`, for example USD."""
    amount: float | None = None
    """Money left."""

    __required__ = ("requests",)
    __summary__ = ("requests", "rate", "amount", "currency")
