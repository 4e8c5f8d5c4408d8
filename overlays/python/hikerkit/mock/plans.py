"""Plans and balances: what each key may spend, how fast, and what it has left."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Collection, Mapping
from typing import Any

import attrs

from hikerkit._utils.validation import is_number, require_int
from hikerkit.mock.operations.routes import Route
from hikerkit.spec.document import Document, Json

_MAX_BALANCES = 10_000
_SECOND = 1.0


@attrs.frozen
class Plan:
    """What a key starts with.

    `requests`: request units; `rate`: requests per second, None for no limit; `price`: of one
    unit, in `currency`. Raises ValueError for a wrong value.
    """

    requests: int = attrs.field(default=100)
    rate: float | None = attrs.field(default=None)
    price: float = 0.02
    currency: str = "USD"

    @requests.validator
    def _validate_requests(self, _: Any, value: Any) -> None:
        require_int("requests", value, 0)

    @rate.validator
    def _validate_rate(self, _: Any, value: Any) -> None:
        if value is not None and not (is_number(value) and 0 < value < 1e9):
            raise ValueError(f"rate: expected requests per second above 0, or None, got {value!r}")


class Balance:
    """What one key has left, and how fast it may send."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.left = plan, plan.requests
        self._recent: deque[float] = deque()

    def spend(self, units: int) -> bool:
        """Take these units; False, and nothing taken, if fewer are left."""
        if units > self.left:
            return False
        self.left -= units
        return True

    def refund(self, units: int) -> None:
        """Return units of a call that was not charged in the end."""
        self.left += units

    def wait(self, now: float) -> float:
        """Seconds until the key may send; 0 if it may now, and the request is counted."""
        if self.plan.rate is None:
            return 0.0
        # Sliding window: no second, wherever it begins, holds more requests than the rate.
        span = max(_SECOND, 1 / self.plan.rate)
        most = max(1, int(self.plan.rate * span))
        while self._recent and self._recent[0] <= now - span:
            self._recent.popleft()
        if len(self._recent) >= most:
            return self._recent[0] + span - now
        self._recent.append(now)
        return 0.0


class Balances:
    """The balance of each key.

    `keys`: valid keys, with plans or without; None for any key. `fields`: the balance response's
    field for each of units, rate, money and currency; `documented`: that response in the spec.
    Keys without a plan start with the documented balance, or `units`, and are limited to `rate`.
    """

    def __init__(
        self,
        keys: str | Collection[str] | Mapping[str, Plan] | None,
        fields: Json,
        documented: Json,
        units: int | None = None,
        rate: float | None = None,
    ) -> None:
        keys = (keys,) if isinstance(keys, str) else keys
        self._plans = dict(keys) if isinstance(keys, Mapping) else {}
        self._keys = None if keys is None else frozenset(keys)
        self._fields, self._documented = fields, documented
        default = self._documented_plan()
        self._default = attrs.evolve(
            default, requests=default.requests if units is None else units, rate=rate
        )
        self._balances: OrderedDict[str, Balance] = OrderedDict()

    def accepts(self, key: str) -> bool:
        """Whether the key is valid."""
        return bool(key) and (self._keys is None or key in self._keys)

    def get(self, key: str) -> Balance:
        """The balance of a key."""
        if key not in self._balances:
            self._balances[key] = Balance(self._plans.get(key, self._default))
            if len(self._balances) > _MAX_BALANCES:
                self._balances.popitem(last=False)
        return self._balances[key]

    def set(self, key: str, plan: Plan) -> None:
        """Give a key another plan, and a fresh balance."""
        self._plans[key] = plan
        self._balances.pop(key, None)

    def reset(self) -> None:
        """Give every key the balance that it started with."""
        self._balances.clear()

    def body(self, key: str) -> Json:
        """The response of the service that shows the balance of a key."""
        balance = self.get(key)
        plan = balance.plan
        rate = self._documented_value("rate", 0) if plan.rate is None else plan.rate
        facts = {
            "units": balance.left,
            "rate": int(rate) if rate == int(rate) else rate,
            "money": round(balance.left * plan.price, 4),
            "currency": plan.currency,
        }
        return {
            **self._documented,
            **{field: facts[meaning] for meaning, field in self._fields.items()},
        }

    def _documented_value(self, meaning: str, default: Any) -> Any:
        return self._documented.get(self._fields.get(meaning, ""), default)

    def _documented_plan(self) -> Plan:
        units = self._documented_value("units", 0)
        if not units:
            return Plan(requests=10**9)
        price = self._documented_value("money", 0) / units
        currency = str(self._documented_value("currency", Plan().currency))
        return Plan(requests=units, price=price, currency=currency)


def find_balance(spec: Document, routes: tuple[Route, ...]) -> tuple[Route | None, Json, Json]:
    """The operation that returns the balance, its fields by meaning, its documented body."""
    for route in routes:
        if fields := spec.resolve(route.schema).get("x-account"):
            return route, fields, route.examples[0].body if route.examples else {}
    return None, {}, {}
