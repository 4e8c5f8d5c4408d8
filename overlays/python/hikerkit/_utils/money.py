"""Amounts of money, exactly."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from hikerkit.errors import ArgumentError


def checked_money(name: str, amount: Decimal | float | str) -> Decimal:
    """An amount above 0, as it is written: 0.1 is a tenth. Raises ArgumentError."""
    if not isinstance(amount, bool) and isinstance(amount, Decimal | int | float | str):
        try:
            exact = (
                Decimal(str(amount)[:60]) if isinstance(amount, float | str) else Decimal(amount)
            )
        except (InvalidOperation, ValueError):
            exact = Decimal(0)
        if exact.is_finite() and Decimal("1e-12") <= exact <= Decimal("1e12"):
            return exact
    raise ArgumentError(
        f"{name}: expected an amount of money above 0, such as Decimal('0.5')", argument=name
    )
