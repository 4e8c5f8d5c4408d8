"""What a store is: where budgets and the rate limits of keys keep their state."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from msgspec import Struct

T = TypeVar("T")


class Totals(Struct, frozen=True):
    """Units of one budget."""

    spent: int = 0
    uncertain: int = 0
    """May have been charged; they count as spent."""
    reserved: int = 0
    """Reserved for requests in progress."""

    @property
    def used(self) -> int:
        """Units that no other request may have."""
        return self.spent + self.uncertain + self.reserved


class BudgetStore(Protocol):
    """Reserves the units of a request before it is sent, and settles them afterwards."""

    @property
    def blocks(self) -> bool:
        """Whether a method may wait for a disk or another process."""

    def reserve(self, units: int, limit: int) -> tuple[int | None, Totals]:
        """The number of the reservation and the totals before it.

        The number is None if the reservation would exceed the limit.
        """

    def settle(self, reservation: int, spent: int, uncertain: int) -> None:
        """Book what the request of a reservation used."""

    def totals(self) -> Totals:
        """What is used now."""


class RateStore(Protocol):
    """Keeps a list of plain values for each key; what they mean is up to the rate limiter."""

    @property
    def blocks(self) -> bool:
        """Whether `update` may wait for a disk or another process."""

    def name(self, key: str) -> str:
        """A name for a key that does not reveal the key."""

    def update(self, name: str, change: Callable[[Any], tuple[list[Any], T]]) -> T:
        """Replace the list of a name in one transaction.

        `change` gets the stored list (None if there is none; anything if the file is damaged) and
        returns the new list and a result, which `update` returns.
        """


def hash_key(key: str, salt: bytes) -> str:
    """A name for a key that does not reveal the key."""
    return hashlib.blake2b(key.encode(), key=salt, digest_size=16).hexdigest()
