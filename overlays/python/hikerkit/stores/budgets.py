"""Who holds and who spent what of a budget: in one process, or in a file that many share."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from typing import Protocol

from msgspec import Struct

from hikerkit._utils import clock
from hikerkit._utils.sqlite import SharedFile

_LONGEST_HOLD = 3600.0  # seconds; no attempt takes as long


class Totals(Struct, frozen=True):
    """Units of one budget."""

    spent: int = 0
    uncertain: int = 0
    """May have been charged; they count as spent."""
    held: int = 0
    """Of requests that are under way."""

    @property
    def used(self) -> int:
        """Units that nobody else may have."""
        return self.spent + self.uncertain + self.held


class Ledger(Protocol):
    """Holds units for a request before it is sent, and books what it used after."""

    def hold(self, units: int, most: int) -> tuple[int | None, Totals]:
        """The number of the hold, or None where it would pass `most`; and what there was."""

    def settle(self, hold: int, spent: int, uncertain: int) -> None:
        """Book what became of a hold."""

    def totals(self) -> Totals:
        """What there is now."""


class MemoryBudgetStore:
    """A ledger of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holds: dict[int, int] = {}
        self._next = self._spent = self._uncertain = self._held = 0

    def hold(self, units: int, most: int) -> tuple[int | None, Totals]:
        with self._lock:
            before = self.totals()
            if units and before.used + units > most:
                return None, before
            self._next += 1
            self._holds[self._next] = units
            self._held += units
            return self._next, before

    def settle(self, hold: int, spent: int, uncertain: int) -> None:
        with self._lock:
            self._held -= self._holds.pop(hold)
            self._spent += spent
            self._uncertain += uncertain

    def totals(self) -> Totals:
        return Totals(self._spent, self._uncertain, self._held)


_SCHEMA = """
CREATE TABLE IF NOT EXISTS budget (
  name TEXT PRIMARY KEY, spent INTEGER NOT NULL, uncertain INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS budget_hold (
  id INTEGER PRIMARY KEY AUTOINCREMENT, budget TEXT NOT NULL, units INTEGER NOT NULL,
  pid INTEGER NOT NULL, since REAL NOT NULL);
CREATE INDEX IF NOT EXISTS budget_hold_of ON budget_hold (budget);
"""


class SqliteBudgetStore:
    """A ledger in a SQLite file, exact over all processes that name the same budget in it.

    What a killed process held is never given back: the request may have been charged.
    """

    def __init__(self, path: str | os.PathLike[str], name: str) -> None:
        self._file = SharedFile(path, _SCHEMA, durable=True)
        self._name = name

    def hold(self, units: int, most: int) -> tuple[int | None, Totals]:
        with self._file.change() as connection:
            # Dead or alive, its hold counts, so that who is alive need not be known here.
            (used,) = connection.execute(
                "SELECT coalesce((SELECT spent + uncertain FROM budget WHERE name = :name), 0)"
                " + coalesce((SELECT sum(units) FROM budget_hold WHERE budget = :name), 0)",
                {"name": self._name},
            ).fetchone()
            if not units or used + units <= most:
                made = connection.execute(
                    "INSERT INTO budget_hold (budget, units, pid, since) VALUES (?, ?, ?, ?)",
                    (self._name, units, os.getpid(), clock.wall()),
                )
                return made.lastrowid, Totals(spent=used)
        return None, self.totals()

    def settle(self, hold: int, spent: int, uncertain: int) -> None:
        with self._file.change() as connection:
            connection.execute("DELETE FROM budget_hold WHERE id = ?", (hold,))
            connection.execute(
                "INSERT INTO budget VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE"
                " SET spent = spent + excluded.spent, uncertain = uncertain + excluded.uncertain",
                (self._name, spent, uncertain),
            )

    def totals(self) -> Totals:
        with self._file.change() as connection:
            row = connection.execute(
                "SELECT spent, uncertain FROM budget WHERE name = ?", (self._name,)
            ).fetchone()
            holds = connection.execute(
                "SELECT units, pid, since FROM budget_hold WHERE budget = ?", (self._name,)
            ).fetchall()
        spent, uncertain = row or (0, 0)
        now = clock.wall()
        held = sum(units for units, pid, since in holds if _under_way(pid, since, now))
        lost = sum(units for units, _, _ in holds) - held
        return Totals(spent, uncertain + lost, held)


def _under_way(pid: int, since: float, now: float) -> bool:
    """Whether a hold is of a request that may still come to its end."""
    if not -_LONGEST_HOLD < now - since < _LONGEST_HOLD:
        return False
    if pid == os.getpid() or sys.platform == "win32":  # there, asking would end the process
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def forget(path: str | os.PathLike[str], name: str) -> None:
    """Set a shared budget back to nothing spent."""
    file = SharedFile(path, _SCHEMA, durable=True)
    with contextlib.closing(file), file.change() as connection:
        connection.execute("DELETE FROM budget WHERE name = ?", (name,))
        connection.execute("DELETE FROM budget_hold WHERE budget = ?", (name,))


def budgets(path: str | os.PathLike[str]) -> list[tuple[str, Totals]]:
    """Name and totals of every budget in a file; none where it has none. Raises StateError."""
    file = SharedFile(path, "", durable=True)  # makes nothing
    with contextlib.closing(file), file.change() as connection:
        there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'budget_hold'")
        if there.fetchone() is None:
            return []
        rows = connection.execute(
            "SELECT name FROM budget UNION SELECT budget FROM budget_hold ORDER BY 1"
        ).fetchall()
    found = []
    for (name,) in rows:
        ledger = SqliteBudgetStore(path, name)
        with contextlib.closing(ledger._file):
            found.append((name, ledger.totals()))
    return found
