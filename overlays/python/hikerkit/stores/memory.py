"""Stores in memory, for one process."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from hikerkit.stores.base import Totals, hash_key

T = TypeVar("T")


class MemoryBudgetStore:
    """Keeps one budget."""

    blocks = False

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reservations: dict[int, int] = {}
        self._last = self._spent = self._uncertain = self._reserved = 0

    def reserve(self, units: int, limit: int) -> tuple[int | None, Totals]:
        with self._lock:
            before = self.totals()
            if units and before.used + units > limit:
                return None, before
            self._last += 1
            self._reservations[self._last] = units
            self._reserved += units
            return self._last, before

    def settle(self, reservation: int, spent: int, uncertain: int) -> None:
        with self._lock:
            self._reserved -= self._reservations.pop(reservation)
            self._spent += spent
            self._uncertain += uncertain

    def totals(self) -> Totals:
        return Totals(self._spent, self._uncertain, self._reserved)


class MemoryRateStore:
    """Keeps the rate limits of keys."""

    blocks = False

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._salt = os.urandom(32)
        self._states: dict[str, list[Any]] = {}

    def name(self, key: str) -> str:
        return hash_key(key, self._salt)

    def update(self, name: str, change: Callable[[Any], tuple[list[Any], T]]) -> T:
        with self._lock:
            self._states[name], result = change(self._states.get(name))
            return result
