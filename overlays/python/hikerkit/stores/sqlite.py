"""Stores in SQLite files, for every process of the machine that opens the same file."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from hikerkit._utils import clock
from hikerkit._utils.processes import may_be_alive
from hikerkit._utils.sqlite import SqliteFile, create_private, in_transaction
from hikerkit.errors import ArgumentError, StateError
from hikerkit.stores.base import Totals, hash_key

T = TypeVar("T")

_TIMEOUT = 10.0  # seconds to wait for another process, which needs far less than a millisecond
_LONGEST_RESERVATION = 3600.0  # seconds; no attempt takes longer

_BUDGET_TABLES = """
CREATE TABLE IF NOT EXISTS budget (
  name TEXT PRIMARY KEY, spent INTEGER NOT NULL, uncertain INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS budget_hold (
  id INTEGER PRIMARY KEY AUTOINCREMENT, budget TEXT NOT NULL, units INTEGER NOT NULL,
  pid INTEGER NOT NULL, since REAL NOT NULL);
CREATE INDEX IF NOT EXISTS budget_hold_of ON budget_hold (budget);
"""
_RATE_TABLES = """
CREATE TABLE IF NOT EXISTS salt (one INTEGER PRIMARY KEY CHECK (one = 1), salt BLOB NOT NULL);
INSERT OR IGNORE INTO salt VALUES (1, randomblob(32));
CREATE TABLE IF NOT EXISTS rate (key TEXT PRIMARY KEY, slots TEXT NOT NULL);
"""


class StateFile(SqliteFile):
    """A file of state; created if it does not exist."""

    def __init__(self, path: str | os.PathLike[str], tables: str = "", last: str = "") -> None:
        """Open it. `last` is the last of what `tables` creates: if it exists, all of it does.

        Raises ArgumentError for a path that cannot be one, StateError otherwise.
        """
        try:
            absolute = Path(path).absolute()
        except TypeError:
            raise ArgumentError(
                f"path: expected a path, got {type(path).__name__}", argument="path"
            ) from None
        if absolute.is_dir():
            raise ArgumentError(f"path: {absolute} is a folder, not a file", argument="path")
        if not absolute.parent.is_dir():
            raise ArgumentError(f"path: {absolute.parent} is not a folder", argument="path")
        super().__init__(str(absolute), timeout=_TIMEOUT)
        self._tables, self._last = tables, last
        try:
            create_private(self.path)
        except OSError as error:
            raise StateError(f"{absolute} cannot be used: {error}", path=self.path) from error
        self.open()

    def prepare(self, connection: sqlite3.Connection) -> None:
        if not self._tables or _has(connection, self._last):
            return  # without waiting for a process that writes
        self.use_wal(connection)
        with in_transaction(connection):
            for statement in filter(str.strip, self._tables.split(";")):
                connection.execute(statement)

    def failure(self, error: sqlite3.Error) -> StateError:
        return StateError(f"{self.path} cannot be used: {error}", path=self.path)


class SqliteBudgetStore:
    """Keeps a budget, exact over all processes that open the same name in the same file.

    What a killed process had reserved is never given back: the request may have been charged.
    """

    blocks = True

    def __init__(self, path: str | os.PathLike[str], name: str) -> None:
        """Raises ArgumentError, StateError."""
        self._file = StateFile(path, _BUDGET_TABLES, "budget_hold_of")
        self._name = name

    def reserve(self, units: int, limit: int) -> tuple[int | None, Totals]:
        def work(connection: sqlite3.Connection) -> tuple[int | None, Totals]:
            # Reservations of dead processes count too, so processes need not be checked here.
            (used,) = connection.execute(
                "SELECT coalesce((SELECT spent + uncertain FROM budget WHERE name = :name), 0)"
                " + coalesce((SELECT sum(units) FROM budget_hold WHERE budget = :name), 0)",
                {"name": self._name},
            ).fetchone()
            if units and used + units > limit:
                return None, self._totals(connection)
            made = connection.execute(
                "INSERT INTO budget_hold (budget, units, pid, since) VALUES (?, ?, ?, ?)",
                (self._name, units, os.getpid(), clock.wall()),
            )
            return made.lastrowid, Totals(spent=used)

        return self._file.write(work, synchronous="NORMAL")

    def settle(self, reservation: int, spent: int, uncertain: int) -> None:
        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM budget_hold WHERE id = ?", (reservation,))
            connection.execute(
                "INSERT INTO budget VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE"
                " SET spent = spent + excluded.spent, uncertain = uncertain + excluded.uncertain",
                (self._name, spent, uncertain),
            )

        self._file.write(work, synchronous="NORMAL")

    def totals(self) -> Totals:
        return self._file.read(self._totals)

    def _totals(self, connection: sqlite3.Connection) -> Totals:
        return _totals(connection, self._name)


def _totals(connection: sqlite3.Connection, name: str) -> Totals:
    # One statement, so that no reservation is settled between two.
    rows = connection.execute(
        "SELECT spent, uncertain, 0, NULL, NULL FROM budget WHERE name = :name"
        " UNION ALL SELECT 0, 0, units, pid, since FROM budget_hold WHERE budget = :name",
        {"name": name},
    ).fetchall()
    now = clock.wall()
    spent = uncertain = reserved = 0
    for row_spent, row_uncertain, units, pid, since in rows:
        spent, uncertain = spent + row_spent, uncertain + row_uncertain
        if pid is None or _is_under_way(pid, since, now):
            reserved += units
        else:
            uncertain += units
    return Totals(spent, uncertain, reserved)


def _is_under_way(pid: int, since: float, now: float) -> bool:
    """Whether the request of a reservation may still get a response."""
    return -_LONGEST_RESERVATION < now - since < _LONGEST_RESERVATION and may_be_alive(pid)


def list_budgets(path: str | os.PathLike[str]) -> list[tuple[str, Totals]]:
    """Name and totals of every budget in an existing file. Raises StateError."""
    file = StateFile(path)

    def work(connection: sqlite3.Connection) -> list[tuple[str, Totals]]:
        if not _has(connection, "budget_hold"):
            return []
        names = connection.execute(
            "SELECT name FROM budget UNION SELECT budget FROM budget_hold ORDER BY 1"
        ).fetchall()
        return [(name, _totals(connection, name)) for (name,) in names]

    with contextlib.closing(file):
        return file.read(work)


class SqliteRateStore:
    """Keeps the rate limits of keys, for every process that uses the same folder."""

    blocks = True

    def __init__(self, folder: Path) -> None:
        """Raises ArgumentError, StateError."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StateError(f"{folder} cannot be made: {error}", path=str(folder)) from None
        self._file = StateFile(folder / "rate.db", _RATE_TABLES, "rate")
        (self._salt,) = self._file.read(
            lambda connection: connection.execute("SELECT salt FROM salt").fetchone()
        )

    def name(self, key: str) -> str:
        return hash_key(key, self._salt)

    def update(self, name: str, change: Callable[[Any], tuple[list[Any], T]]) -> T:
        def work(connection: sqlite3.Connection) -> T:
            row = connection.execute("SELECT slots FROM rate WHERE key = ?", (name,)).fetchone()
            state, result = change(_decode(row[0]) if row else None)
            connection.execute(
                "INSERT OR REPLACE INTO rate VALUES (?, ?)", (name, json.dumps(state))
            )
            return result

        # After a power cut the state does not matter any more.
        return self._file.write(work, synchronous="OFF")


def _decode(text: Any) -> Any:
    try:
        return json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None


def _has(connection: sqlite3.Connection, name: str) -> bool:
    """Whether the file has a table or index of this name."""
    row = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    return row is not None
