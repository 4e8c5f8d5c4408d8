"""Budgets: how many units may be spent."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NoReturn

from hikerkit.errors import ArgumentError, BudgetExceededError

if TYPE_CHECKING:
    from decimal import Decimal

    from hikerkit.responses.charge import Charge
    from hikerkit.stores.base import BudgetStore, Totals


class Budget:
    """Units that may be spent by all the calls that share it; exact in any concurrency."""

    def __init__(
        self,
        max_units: int | None = None,
        *,
        max_cost: Decimal | float | str | None = None,
        unit_price: Decimal | float | str | None = None,
        path: str | os.PathLike[str] | None = None,
        name: str = "budget",
    ) -> None:
        """Make a budget of units or of money.

        Args:
            max_units: Request units that may be spent: an int, 0 or more.
            max_cost: Money that may be spent, in the currency of the account.
            unit_price: Price of a unit on your plan. Without it, the service is asked for the
                balance in units and in money before the first unit of `max_cost` is spent.
            path: SQLite file to keep the count in. Every process that opens the same `name` in the
                same file shares the budget, also after a crash. It may be the archive's file.
            name: Name of the budget in that file.

        Raises:
            ArgumentError: An argument is wrong.
            StateError: The file cannot be used.
        """
        from hikerkit._utils.money import checked_money
        from hikerkit.stores.open import open_budget_store

        if (max_units is None) == (max_cost is None):
            raise ArgumentError(
                "max_units: give either max_units= or max_cost=", argument="max_units"
            )
        self._most = None if max_units is None else validate_units("max_units", max_units)
        self._money = None if max_cost is None else checked_money("max_cost", max_cost)
        price = None if unit_price is None else checked_money("unit_price", unit_price)
        if not isinstance(name, str) or not name:
            raise ArgumentError("name: expected a str, not empty", argument="name")
        self.store: BudgetStore = open_budget_store(path, name)
        if self._money is not None and price is not None:
            self.set_unit_price(price)

    @property
    def max_units(self) -> int | None:
        """Units that may be spent in total; None while the price of a unit is not known."""
        return self._most

    @property
    def spent(self) -> int:
        """Units spent for certain."""
        return self.store.totals().spent

    @property
    def uncertain(self) -> int:
        """Units of calls that may have been charged; they count against the budget."""
        return self.store.totals().uncertain

    @property
    def left(self) -> int | None:
        """Units that a call may use now; None while the price of a unit is not known."""
        return None if self._most is None else max(0, self._most - self.store.totals().used)

    def extend(self, units: int) -> None:
        """Allow so many more units. Raises ArgumentError."""
        if self._most is None:
            raise ArgumentError("units: the price of a unit is not known yet", argument="units")
        self._most += validate_units("units", units)

    def set_unit_price(self, unit_price: Decimal) -> None:
        """Turn a budget of money into complete units, once; without effect on one of units."""
        if self._money is not None and self._most is None:
            self._most = int(self._money // unit_price)

    def reserve(self, units: int) -> int:
        """Reserve units for a request and return a number to settle it by.

        Raises BudgetExceededError, StateError, and ArgumentError if no price is known.
        """
        if self._most is None and units:
            raise ArgumentError(
                "max_cost: the price of a unit is not known; give unit_price=",
                argument="unit_price",
            )
        reservation, before = self.store.reserve(units, self._most or 0)
        if reservation is None:
            raise _exceeded(units, self._most or 0, before)
        return reservation

    def settle(self, reservation: int, charge: Charge) -> None:
        """Book what a request used instead of what was reserved for it. Raises StateError."""
        self.store.settle(reservation, charge.units, charge.uncertain)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a budget is shared between processes by its path=, not by pickling it")

    def __repr__(self) -> str:
        totals = self.store.totals()
        return f"<{type(self).__name__} {totals.used} of {self._most} units>"


def _exceeded(units: int, most: int, before: Totals) -> BudgetExceededError:
    left = max(0, most - before.used)
    under_way = f", {before.reserved} reserved by requests under way" if before.reserved else ""
    needed = "1 unit" if units == 1 else f"{units} units"
    return BudgetExceededError(
        f"The call may use {needed}, {left} of the budget's {most} are left{under_way}",
        requested=units,
        left=left,
        spent=before.spent + before.uncertain,
    )


def parse_budget(
    max_units: int | Budget | None,
    max_cost: Decimal | float | str | None,
    unit_price: Decimal | float | str | None,
) -> Budget | None:
    """The budget that these arguments describe. Raises ArgumentError."""
    if isinstance(max_units, Budget):
        if max_cost is not None:
            raise ArgumentError(
                "max_cost: the Budget given as max_units= has its own limit", argument="max_cost"
            )
        return max_units
    if max_units is None and max_cost is None:
        return None
    if max_units is not None and max_cost is not None:
        raise ArgumentError("max_cost: give either max_units= or max_cost=", argument="max_cost")
    return Budget(max_units, max_cost=max_cost, unit_price=unit_price)


def validate_units(name: str, units: int) -> int:
    """The number of units. Raises ArgumentError."""
    if isinstance(units, bool) or not isinstance(units, int) or not 0 <= units < 2**62:
        raise ArgumentError(f"{name}: expected units, an int, 0 or more", argument=name)
    return units
