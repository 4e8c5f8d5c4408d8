"""The budget layer: reserve units before each attempt and settle them afterwards."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from hikerkit.billing.job import active_budgets, jobs
from hikerkit.billing.usage import Usage
from hikerkit.errors import BudgetExceededError, StateError
from hikerkit.layers.flow import Blocking, Call, Flow, Layer, SendProbe, finish
from hikerkit.responses.charge import FREE, Charge, error_charge, response_charge, was_sent
from hikerkit.transports.base import RawResponse

if TYPE_CHECKING:
    from hikerkit.billing.budget import Budget


def budgeting(
    below: Layer, owner: object, budget: Budget | None, usage: Usage, base_url: str
) -> Layer:
    """A layer that sends an attempt only if every budget that it counts against has room.

    Those are the client's budget, those of the jobs of `owner` that are under way, and the call's.
    """
    always: tuple[Budget, ...] = () if budget is None else (budget,)

    def layer(call: Call) -> Flow[RawResponse]:
        budgets = always
        if jobs.get():
            budgets += active_budgets(owner)
        if call.budget is not None:
            budgets += (call.budget,)
        return spend(call, budgets) if budgets else below(call)

    def spend(call: Call, budgets: tuple[Budget, ...]) -> Flow[RawResponse]:
        if call.units and any(budget.max_units is None for budget in budgets):
            yield from _learn_unit_price(below, call, budgets, usage, base_url)
        reservation = _Reservation(call, budgets)
        probe = SendProbe()
        try:
            if reservation.blocks:
                yield Blocking(reservation.reserve)
            else:
                reservation.reserve()
            response = yield from probe.wrap(below(call))
        except BaseException as error:
            is_free = not (probe.sent and was_sent(error))
            charge = FREE if is_free else error_charge(error, call.units)
            yield from reservation.settle(charge, error)
            raise
        yield from reservation.settle(response_charge(response, call.units))
        return response

    return layer


class _Reservation:
    """The units of one attempt in all its budgets, settled once.

    A cancelled task does not stop its thread, so `reserve` may still run when the attempt is
    settled. What it reserves from then on it settles itself.
    """

    def __init__(self, call: Call, budgets: tuple[Budget, ...]) -> None:
        self._call, self._budgets = call, budgets
        self._lock = threading.Lock()
        self._reserved: list[tuple[Budget, int]] = []
        self._charge: Charge | None = None
        self.blocks = any(budget.store.blocks for budget in budgets)

    def reserve(self) -> None:
        """Reserve in every budget. Raises BudgetExceededError, StateError."""
        for budget in self._budgets:
            try:
                number = budget.reserve(self._call.units)
            except BudgetExceededError as error:
                # The budget of one call says nothing about other calls.
                error.affects_all_calls = budget is not self._call.budget
                raise
            with self._lock:
                if self._charge is None:
                    self._reserved.append((budget, number))
                    continue
            _settle(budget, number, self._charge)
            return

    def settle(self, charge: Charge, error: BaseException | None = None) -> Flow[None]:
        """Book what the attempt used; `error` is what ended it, if it failed."""
        with self._lock:
            self._charge = charge
        if self._reserved:
            yield from finish(self._settle, error, blocks=self.blocks)

    def _settle(self) -> None:
        assert self._charge is not None
        for budget, number in self._reserved:
            _settle(budget, number, self._charge)


def _settle(budget: Budget, number: int, charge: Charge) -> None:
    try:
        budget.settle(number, charge)
    except StateError as error:
        # The response was paid for and must reach the caller; the reservation stays.
        from hikerkit._utils.log import logger

        logger().warning("A budget could not be settled: %s", error)


def _learn_unit_price(
    below: Layer, call: Call, budgets: tuple[Budget, ...], usage: Usage, base_url: str
) -> Flow[None]:
    """Turn budgets of money into units, by what the service says of the account, if need be."""
    if usage.unit_price is None:
        from hikerkit.responses.account import account_request

        request = account_request(base_url, call.request.timeout)
        if request is not None:
            yield from below(Call(request, units=0))  # metering notes the account in the usage
    if usage.unit_price is not None:
        for budget in budgets:
            budget.set_unit_price(usage.unit_price)
