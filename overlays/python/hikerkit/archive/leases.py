"""Who asks, of all that want the same at once: one row a request, held while it is under way.

A claim is dead when its process is, or when it shows no sign of life for as long as a lease. Signs
are counted, not dated, so that no clock matters.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import sys
import threading
import time
import weakref
from functools import cache, partial

from hikerkit.archive import records
from hikerkit.archive.database import Database
from hikerkit.errors import ArchiveError

LEASE = 30.0
"""Seconds without a sign of life after which a claim may be taken over."""
_BEAT = LEASE / 3

_Row = tuple[str, str, int, int]

_held: set[str] = set()
"""Tokens of this process's claims."""


class SendProbe:
    """What one that waits has seen of the claim it waits for."""

    def __init__(self) -> None:
        self._last: _Row | None = None
        self._since = 0.0

    def is_dead(self, row: _Row) -> bool:
        """Whether the claim may be taken over."""
        token, host, pid, _ = row
        if host == here() and (token not in _held if pid == os.getpid() else not _is_alive(pid)):
            return True
        if row != self._last:
            self._last, self._since = row, time.monotonic()
        return time.monotonic() - self._since > LEASE


class Lease:
    """One caller's wish to be the one that asks."""

    def __init__(
        self, database: Database, heart: Heartbeat, request: bytes, newer_than: int
    ) -> None:
        self._database, self._heart = database, heart
        self._request, self.newer_than = request, newer_than
        self._token = secrets.token_hex(8)
        self._watch = SendProbe()
        self._lock = threading.Lock()
        self._state = "waiting"  # then "held", perhaps "handed over", then "over"

    def must_wait(self, connection: sqlite3.Connection) -> bool:
        """Whether another is asking and has not got a response yet."""
        if records.newest_id(connection, self._request) > self.newer_than:
            return False
        row = self._row(connection)
        return row is not None and not self._watch.is_dead(row)

    def take(self, connection: sqlite3.Connection) -> bool:
        """Become the one that asks; not where another is, or where the response has come."""
        if self.must_wait(connection):
            return False
        if records.newest_id(connection, self._request) > self.newer_than:
            return False
        connection.execute(
            "INSERT OR REPLACE INTO claims (request, token, host, pid, beat) "
            "VALUES (?, ?, ?, ?, 0)",
            (self._request, self._token, here(), os.getpid()),
        )
        return True

    def taken(self) -> None:
        """Note that it is held now; let go of at once where nobody wants it any more."""
        with self._lock:
            if self._state == "waiting":
                self._state = "held"
                _held.add(self._token)
                self._heart.add(self._token)
                return
        self._delete()

    def release(self, connection: sqlite3.Connection) -> None:
        """Let go of it, as part of what is being written."""
        connection.execute("DELETE FROM claims WHERE token = ?", (self._token,))

    def hand_over(self) -> None:
        """Leave it to whoever stores the response: from now on only `end` lets go of it."""
        with self._lock:
            self._state = "handed over"

    def end(self, *, is_released: bool = False) -> None:
        """Let go of it after all; where `release` did not, do that first. Never raises."""
        self._let_go("handed over", is_released)

    def drop(self) -> None:
        """Let go of it, unless it was handed over; never raises."""
        self._let_go("held", False)

    def _let_go(self, expected: str, is_released: bool) -> None:
        with self._lock:
            was = self._state
            if was in (expected, "waiting"):
                self._state = "over"
        if was == expected:
            _held.discard(self._token)  # for others in this process it is free from here on
            self._heart.drop(self._token)
            if not is_released:
                self._delete()

    def _row(self, connection: sqlite3.Connection) -> _Row | None:
        row: _Row | None = connection.execute(
            "SELECT token, host, pid, beat FROM claims WHERE request = ?", (self._request,)
        ).fetchone()
        return row

    def _delete(self) -> None:
        with contextlib.suppress(ArchiveError):  # it dies with its lease
            self._database.write(self.release, durable=False)


class Heartbeat:
    """Shows that the claims of one archive in this process are alive."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.reset()
        _hearts.add(self)

    def reset(self) -> None:
        """Begin anew, as in the child of a fork, which has none of the threads."""
        self._tokens: set[str] = set()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, token: str) -> None:
        """Keep this claim alive."""
        with self._lock:
            self._tokens.add(token)
        self.start()

    def start(self) -> None:
        """Begin, where there is something to keep alive."""
        with self._lock:
            if self._tokens and self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, args=(self._stop,), name="hikerkit-archive", daemon=True
                )
                self._thread.start()

    def drop(self, token: str) -> None:
        """Leave it to itself."""
        with self._lock:
            self._tokens.discard(token)

    def stop(self) -> None:
        """End the thread."""
        with self._lock:
            thread, self._thread = self._thread, None
            self._stop.set()
            self._stop = threading.Event()
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def _run(self, stop: threading.Event) -> None:
        while not stop.wait(_BEAT):
            with self._lock:
                tokens = list(self._tokens)
                if not tokens:
                    if self._stop is stop:
                        self._thread = None
                    return
            with contextlib.suppress(ArchiveError):  # the next beat may get through
                self._database.write(partial(_beat, tokens), durable=False)


def _beat(tokens: list[str], connection: sqlite3.Connection) -> None:
    connection.executemany(
        "UPDATE claims SET beat = beat + 1 WHERE token = ?", [(token,) for token in tokens]
    )


_hearts: weakref.WeakSet[Heartbeat] = weakref.WeakSet()


def _before_fork() -> None:
    for heart in list(_hearts):
        heart.stop()


def _after_fork_in_parent() -> None:
    for heart in list(_hearts):
        heart.start()


def _after_fork_in_child() -> None:
    for heart in list(_hearts):
        heart.reset()


# The child has none of the threads. They end before the locks of `database`, imported above, are
# taken: what is registered last goes first.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork,
        after_in_parent=_after_fork_in_parent,
        after_in_child=_after_fork_in_child,
    )


@cache
def here() -> str:
    """Where process ids mean what they mean here: the machine, and the container on it."""
    import platform

    try:
        space = os.readlink("/proc/self/ns/pid")
    except OSError:
        space = ""
    return f"{platform.node()} {space}".strip()


def _is_alive(pid: int) -> bool:
    if sys.platform == "win32":
        return True  # there is no harmless way to ask; the lease decides
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True
