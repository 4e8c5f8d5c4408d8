"""What keys have left, what they may send, and what calls take from them."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Collection, Mapping
from typing import Any

import attrs

from hikerkit.spec.document import Json

_MOST_PURSES = 10_000
_SECOND = 1.0


@attrs.frozen
class Plan:
    """What a key starts with.

    `requests`: request units; `rate`: requests a second, None for as many as one likes; `price`: of
    a unit, in `currency`.
    """

    requests: int = attrs.field(default=100)
    rate: float | None = attrs.field(default=None)
    price: float = 0.02
    currency: str = "USD"

    @requests.validator
    def _whole(self, _: Any, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise ValueError(f"requests={value!r}: expected an int, 0 or more")

    @rate.validator
    def _above_zero(self, _: Any, value: Any) -> None:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if value is not None and not (number and 0 < value < 1e9):
            raise ValueError(f"rate={value!r}: expected requests a second above 0, or None")


class Balance:
    """What is left for one key."""

    def __init__(self, plan: Plan, told_rate: float) -> None:
        self.plan, self.left = plan, plan.requests
        self._told_rate = told_rate
        self._recent: deque[float] = deque()

    def pay(self, units: int) -> bool:
        """Take these units; False where there are not so many."""
        if units > self.left:
            return False
        self.left -= units
        return True

    def give_back(self, units: int) -> None:
        """Undo a payment: what was paid for did not come about."""
        self.left += units

    def wait(self, now: float) -> float:
        """Seconds until the key may send again; 0 where it may now, and then it counts."""
        if self.plan.rate is None:
            return 0.0
        # Any second, wherever it begins, holds no more than the rate.
        span = max(_SECOND, 1 / self.plan.rate)
        most = max(1, int(self.plan.rate * span))
        while self._recent and self._recent[0] <= now - span:
            self._recent.popleft()
        if len(self._recent) >= most:
            return self._recent[0] + span - now
        self._recent.append(now)
        return 0.0

    def balance(self, words: Json, documented: Json) -> Json:
        """The balance as the service tells it; `words`: which field means what."""
        rate = self.plan.rate if self.plan.rate is not None else self._told_rate
        facts = {
            "units": self.left,
            "rate": int(rate) if rate == int(rate) else rate,
            "money": round(self.left * self.plan.price, 4),
            "currency": self.plan.currency,
        }
        return {**documented, **{field: facts[word] for word, field in words.items()}}


class Balances:
    """A purse for each key that is let in.

    `keys`: the keys, with their plans or without; None for any key. A key without a plan has what
    the documented balance shows, and no rate.
    """

    def __init__(
        self,
        keys: str | Collection[str] | Mapping[str, Plan] | None,
        words: Json,
        shown: Json,
        units: int | None = None,
        rate: float | None = None,
    ) -> None:
        keys = (keys,) if isinstance(keys, str) else keys
        self._plans = dict(keys) if isinstance(keys, Mapping) else {}
        self._keys = None if keys is None else frozenset(keys)
        self._told_rate: float = shown.get(words.get("rate", ""), 0)
        usual = _plan_of(words, shown)
        self._usual = attrs.evolve(
            usual, requests=usual.requests if units is None else units, rate=rate
        )
        self._purses: OrderedDict[str, Balance] = OrderedDict()

    def lets_in(self, key: str) -> bool:
        """Whether the mock knows this key."""
        return bool(key) and (self._keys is None or key in self._keys)

    def of(self, key: str) -> Balance:
        """The purse of a key."""
        if key not in self._purses:
            plan = self._plans.get(key, self._usual)
            self._purses[key] = Balance(plan, self._told_rate)
            if len(self._purses) > _MOST_PURSES:
                self._purses.popitem(last=False)
        return self._purses[key]

    def set(self, key: str, plan: Plan) -> None:
        """Give a key another plan, and what it has of it."""
        self._plans[key] = plan
        self._purses.pop(key, None)

    def refill(self) -> None:
        """Every key has what it started with."""
        self._purses.clear()


def _plan_of(words: Json, shown: Json) -> Plan:
    units = shown.get(words.get("units", ""), 0)
    money = shown.get(words.get("money", ""), 0)
    if not units:
        return Plan(requests=10**9)
    currency = str(shown.get(words.get("currency", ""), Plan().currency))
    return Plan(requests=units, price=money / units, currency=currency)
