"""May this attempt be spent? Units are held before it is sent, and settled after."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, NoReturn, ParamSpec, Self, TypeVar

from hikerkit._utils.log import logger
from hikerkit.errors import ArgumentError, BudgetExceededError, StateError
from hikerkit.layers.flow import Call, Flow, Layer, SendProbe
from hikerkit.responses import charge as charges
from hikerkit.responses.charge import Charge
from hikerkit.transports.base import RawResponse

if TYPE_CHECKING:
    from decimal import Decimal

    from hikerkit.stores.base import Totals

P = ParamSpec("P")
T = TypeVar("T")

Price = Callable[[Call], "Flow[Decimal | None]"]


class Budget:
    """Units that may be spent, over all calls that it is given to. Exact in any concurrency."""

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
            unit_price: What a unit costs on your plan; without it, the service is asked what is
                left in units and in money before the first unit of `max_cost` is spent.
            path: SQLite file that keeps the count: every process that names the same file and
                `name` shares this budget, also after a crash. It may be the archive's.
            name: Which budget of that file.

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
        self._most = None if max_units is None else checked_units("max_units", max_units)
        self._money = None if max_cost is None else checked_money("max_cost", max_cost)
        price = None if unit_price is None else checked_money("unit_price", unit_price)
        if not isinstance(name, str) or not name:
            raise ArgumentError("name: expected a text", argument="name")
        self._store = open_budget_store(path, name)
        if self._money is not None and price is not None:
            self.set_price(price)

    @property
    def max_units(self) -> int | None:
        """Units that may be spent in all; None while the price of a unit is not known."""
        return self._most

    @property
    def spent(self) -> int:
        """Units spent for certain."""
        return self._store.totals().spent

    @property
    def uncertain(self) -> int:
        """Units of calls that may have been charged; they count against the budget."""
        return self._store.totals().uncertain

    @property
    def left(self) -> int | None:
        """Units that a call may take now; None while the price of a unit is not known."""
        return None if self._most is None else max(0, self._most - self._store.totals().used)

    def extend(self, units: int) -> None:
        """Allow so many units more."""
        if self._most is None:
            raise ArgumentError("units: no price of a unit is known yet", argument="units")
        self._most += checked_units("units", units)

    def set_price(self, unit_price: Decimal) -> None:
        """Turn a budget of money into units; a part of a unit buys nothing."""
        if self._money is not None and self._most is None:
            self._most = int(self._money // unit_price)

    def reserve(self, units: int) -> int:
        """Reserve units for a request. Raises BudgetExceededError, StateError."""
        if self._most is None:
            if units:
                raise ArgumentError(
                    "max_cost: what a unit costs is not known; give unit_price=",
                    argument="unit_price",
                )
            return self._store.reserve(0, 0)[0] or 0
        hold, before = self._store.reserve(units, self._most)
        if hold is None:
            raise _exceeded(units, self._most, before)
        return hold

    def settle(self, hold: int, charge: Charge) -> None:
        """Book what a request used."""
        self._store.settle(hold, charge.units, charge.uncertain)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a budget is shared between processes by its path=, not by pickling it")

    def __repr__(self) -> str:
        totals = self._store.totals()
        return f"<{type(self).__name__} {totals.used} of {self._most} units>"


class Job:
    """A budget for what is called in a `with` block, and in the tasks that are started in it."""

    def __init__(self, budget: Budget, owner: object) -> None:
        self._budget, self._owner = budget, owner

    @property
    def budget(self) -> Budget:
        """The budget itself."""
        return self._budget

    @property
    def spent(self) -> int:
        """Units spent for certain."""
        return self._budget.spent

    @property
    def uncertain(self) -> int:
        """Units of calls that may have been charged; they count against the budget."""
        return self._budget.uncertain

    @property
    def left(self) -> int | None:
        """Units left; None while the price of a unit is not known."""
        return self._budget.left

    def carry(self, function: Callable[P, T]) -> Callable[P, T]:
        """The function, with its calls under this budget also in a thread, which has no `with`."""

        def carried(*args: P.args, **named: P.kwargs) -> T:
            if self in _jobs.get():
                return function(*args, **named)
            with self:
                return function(*args, **named)

        return carried

    def __enter__(self) -> Self:
        _jobs.set((*_jobs.get(), self))
        return self

    def __exit__(self, *_: object) -> None:
        # Not by a token: a generator may be closed in another context than it was begun in.
        _jobs.set(tuple(job for job in _jobs.get() if job is not self))

    def __repr__(self) -> str:
        return f"<Job {self._budget!r}>"


_jobs: ContextVar[tuple[Job, ...]] = ContextVar("hikerkit_jobs", default=())


def budgeting(below: Layer, owner: object, budget: Budget | None, price: Price) -> Layer:
    """A layer that lets an attempt through where every budget that it is under has room."""
    always = () if budget is None else (budget,)

    def layer(call: Call) -> Flow[RawResponse]:
        budgets = always + tuple(job.budget for job in _jobs.get() if job._owner is owner)
        if call.budget is not None:
            budgets += (call.budget,)
        return _held(below, call, budgets, price) if budgets else below(call)

    return layer


def _held(below: Layer, call: Call, budgets: tuple[Budget, ...], price: Price) -> Flow[RawResponse]:
    if call.units and any(budget.max_units is None for budget in budgets):
        unit_price = yield from price(call)
        if unit_price:
            for budget in budgets:
                budget.set_price(unit_price)
    watch, charge = SendProbe(), charges.FREE
    holds: list[tuple[Budget, int]] = []
    try:
        for budget in budgets:
            try:
                holds.append((budget, budget.reserve(call.units)))
            except BudgetExceededError as error:
                # Other calls do not meet what one call may spend.
                error.ends_all = budget is not call.budget
                raise
        response = yield from watch.wrap(below(call))
        charge = charges.response_charge(response, call.units)
        return response
    except BaseException as error:
        if watch.sent and charges.was_sent(error):
            charge = charges.error_charge(error, call.units)
        raise
    finally:
        for budget, hold in holds:
            _settle(budget, hold, charge)


def _settle(budget: Budget, hold: int, charge: Charge) -> None:
    try:
        budget.settle(hold, charge)
    except StateError as error:
        # The response was paid for and must reach the caller; the hold goes on counting.
        logger().warning("A budget could not be settled: %s", error)


def _exceeded(units: int, most: int, before: Totals) -> BudgetExceededError:
    left = max(0, most - before.used)
    under_way = f", {before.reserved} reserved by requests under way" if before.reserved else ""
    asked = "1 unit" if units == 1 else f"{units} units"
    return BudgetExceededError(
        f"The call may take {asked}, {left} of the budget's {most} are left{under_way}",
        asked=units,
        left=left,
        spent=before.spent + before.uncertain,
    )


def budget_of(
    max_units: int | Budget | None,
    max_cost: Decimal | float | str | None,
    unit_price: Decimal | float | str | None,
) -> Budget | None:
    """The budget that these arguments ask for. Raises ArgumentError."""
    if isinstance(max_units, Budget):
        if max_cost is not None:
            raise ArgumentError(
                "max_cost: the Budget given as max_units= has its own", argument="max_cost"
            )
        return max_units
    if max_units is None and max_cost is None:
        return None
    if max_units is not None and max_cost is not None:
        raise ArgumentError("max_cost: give either max_units= or max_cost=", argument="max_cost")
    return Budget(max_units, max_cost=max_cost, unit_price=unit_price)


def checked_units(name: str, units: int) -> int:
    """A number of units. Raises ArgumentError."""
    if isinstance(units, bool) or not isinstance(units, int) or not 0 <= units < 2**62:
        raise ArgumentError(f"{name}: expected units, an int, 0 or more", argument=name)
    return units
