"""Usage: counts of what a client sent and what it cost."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from hikerkit.responses.account import Account


class Usage:
    """What a client used so far. Any thread may read it."""

    def __init__(self, unit_price: Decimal | None = None) -> None:
        self._lock = threading.Lock()
        self._requests = 0
        self._units = 0
        self._uncertain = 0
        self._failures = 0
        self._saved = 0
        self._replayed = 0
        self._unit_price = unit_price
        self._account: Account | None = None

    @property
    def requests(self) -> int:
        """Requests that were sent, including retries."""
        return self._requests

    @property
    def units(self) -> int:
        """Request units used: what the service says, or the spec if it does not say."""
        return self._units

    @property
    def spent(self) -> int:
        """The same as `units`."""
        return self._units

    @property
    def uncertain(self) -> int:
        """Units of failed calls that may have been charged."""
        return self._uncertain

    @property
    def failures(self) -> int:
        """Requests that failed and cost nothing."""
        return self._failures

    @property
    def saved(self) -> int:
        """Units that the archive saved."""
        return self._saved

    @property
    def replayed(self) -> int:
        """Responses that came from the archive."""
        return self._replayed

    @property
    def left(self) -> int | None:
        """Units left on the key when the service last said so; None before that."""
        return None if self._account is None else self._account.units

    @property
    def account(self) -> Account | None:
        """What the service last said about the account; None before that."""
        return self._account

    @property
    def unit_price(self) -> Decimal | None:
        """Price of a unit: as given, or else from what the service last said about the account."""
        if self._unit_price is not None or self._account is None:
            return self._unit_price
        return self._account.unit_price

    @property
    def currency(self) -> str | None:
        """Currency of the account, if the service said so."""
        return None if self._account is None else self._account.currency

    @property
    def cost(self) -> Decimal | None:
        """Price of the units used, in the account's currency; None while no price is known."""
        price = self.unit_price
        return None if price is None else price * self._units

    def __repr__(self) -> str:
        parts = [f"{self.units} units in {self.requests} requests"]
        if self.cost is not None:
            parts.append(f"cost {self.cost.normalize():f} {self.currency or ''}".rstrip())
        for number, word in (
            (self.uncertain, "uncertain"),
            (self.failures, "failed free"),
            (self.saved, "saved"),
            (self.left, "left"),
        ):
            if number or (word == "left" and number is not None):
                parts.append(f"{number} {word}")
        return f"<Usage {', '.join(parts)}>"

    def add(self, units: int, uncertain: int, failed: bool = False) -> None:
        """Book one request."""
        with self._lock:
            self._requests += 1
            self._units += units
            self._uncertain += uncertain
            self._failures += failed and not units and not uncertain

    def add_saved(self, units: int) -> None:
        """Book one response that came from the archive."""
        with self._lock:
            self._replayed += 1
            self._saved += units

    def note(self, account: Account) -> None:
        """Remember what the service said about the account."""
        self._account = account
