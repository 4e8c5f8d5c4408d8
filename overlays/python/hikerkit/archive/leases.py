"""Single-flight leases: of concurrent identical requests, one is sent.

A lease is dead when its process is, or when it shows no heartbeat for `LEASE_SECONDS`. Heartbeats
are counted, not dated, so that no clock matters.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import threading
import time
import weakref
from functools import partial

from hikerkit._utils.processes import may_be_alive, pid_namespace
from hikerkit.archive import records
from hikerkit.archive.database import Database
from hikerkit.errors import ArchiveError

LEASE_SECONDS = 30.0
"""Seconds without a heartbeat after which a lease may be taken over."""
_BEAT_SECONDS = LEASE_SECONDS / 3

_Row = tuple[str, str, int, int]

_acquired: set[str] = set()
"""Tokens of the leases of this process."""


class LeaseWatch:
    """What a call that waits has seen of the lease of another call."""

    def __init__(self) -> None:
        self._last: _Row | None = None
        self._since = 0.0

    def is_dead(self, row: _Row) -> bool:
        """Whether the lease may be taken over."""
        token, host, pid, _ = row
        if host == pid_namespace():
            is_alive = token in _acquired if pid == os.getpid() else may_be_alive(pid)
            if not is_alive:
                return True
        if row != self._last:
            self._last, self._since = row, time.monotonic()
        return time.monotonic() - self._since > LEASE_SECONDS


class Lease:
    """The right of one call to send a request, once it is acquired."""

    def __init__(
        self, database: Database, heartbeat: Heartbeat, request: bytes, newer_than: int
    ) -> None:
        """A response with a higher id than `newer_than` is as good as sending the request."""
        self._database, self._heartbeat = database, heartbeat
        self._request, self.newer_than = request, newer_than
        self._token = secrets.token_hex(8)
        self._watch = LeaseWatch()
        self._lock = threading.Lock()
        self._state = "waiting"  # then "acquired", perhaps "handed over", then "over"

    def must_wait(self, connection: sqlite3.Connection) -> bool:
        """Whether another call has the lease and no response yet."""
        if self._has_response(connection):
            return False
        row: _Row | None = connection.execute(
            "SELECT token, host, pid, beat FROM claims WHERE request = ?", (self._request,)
        ).fetchone()
        return row is not None and not self._watch.is_dead(row)

    def acquire(self, connection: sqlite3.Connection) -> bool:
        """Get the lease, unless another call has it or the response was received."""
        if self.must_wait(connection) or self._has_response(connection):
            return False
        connection.execute(
            "INSERT OR REPLACE INTO claims (request, token, host, pid, beat) "
            "VALUES (?, ?, ?, ?, 0)",
            (self._request, self._token, pid_namespace(), os.getpid()),
        )
        return True

    def confirm(self) -> None:
        """Note that it was acquired; delete it at once if its call was cancelled by then."""
        with self._lock:
            if self._state == "waiting":
                self._state = "acquired"
                _acquired.add(self._token)
                self._heartbeat.add(self._token)
                return
        self._delete()

    def release(self, connection: sqlite3.Connection) -> None:
        """Delete it, as part of a transaction."""
        connection.execute("DELETE FROM claims WHERE token = ?", (self._token,))

    def hand_over(self) -> None:
        """Pass it to the code that stores the response: from now on only `end` gives it up."""
        with self._lock:
            self._state = "handed over"

    def end(self, *, is_released: bool = False) -> None:
        """Give it up after `hand_over`; never raises. Deletes it if `release` did not."""
        self._give_up("handed over", is_released)

    def drop(self) -> None:
        """Give it up, unless it was handed over; never raises."""
        self._give_up("acquired", False)

    def _give_up(self, expected: str, is_released: bool) -> None:
        with self._lock:
            before = self._state
            if before in (expected, "waiting"):
                self._state = "over"
        if before == expected:
            _acquired.discard(self._token)  # other calls of this process may acquire it now
            self._heartbeat.discard(self._token)
            if not is_released:
                self._delete()

    def _has_response(self, connection: sqlite3.Connection) -> bool:
        return records.find_newest_id(connection, self._request) > self.newer_than

    def _delete(self) -> None:
        with contextlib.suppress(ArchiveError):  # without heartbeats it expires
            self._database.write(self.release, synchronous="NORMAL")


class Heartbeat:
    """The thread that shows that the leases of one archive in this process are alive."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.reset()
        _heartbeats.add(self)

    def reset(self) -> None:
        """Start over, as in the child of a fork, which has none of the threads."""
        self._tokens: set[str] = set()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, token: str) -> None:
        """Keep this lease alive."""
        with self._lock:
            self._tokens.add(token)
        self.start()

    def discard(self, token: str) -> None:
        """Keep this lease alive no longer."""
        with self._lock:
            self._tokens.discard(token)

    def start(self) -> None:
        """Start the thread if there are leases and it is not running."""
        with self._lock:
            if self._tokens and self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, args=(self._stop,), name="hikerkit-archive", daemon=True
                )
                self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        with self._lock:
            thread, self._thread = self._thread, None
            self._stop.set()
            self._stop = threading.Event()
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def _run(self, stop: threading.Event) -> None:
        while not stop.wait(_BEAT_SECONDS):
            with self._lock:
                tokens = list(self._tokens)
                if not tokens:
                    if self._stop is stop:
                        self._thread = None
                    return
            with contextlib.suppress(ArchiveError):  # the next beat may succeed
                self._database.write(partial(_beat, tokens), synchronous="NORMAL")


def _beat(tokens: list[str], connection: sqlite3.Connection) -> None:
    connection.executemany(
        "UPDATE claims SET beat = beat + 1 WHERE token = ?", [(token,) for token in tokens]
    )


_heartbeats: weakref.WeakSet[Heartbeat] = weakref.WeakSet()


def _before_fork() -> None:
    for heartbeat in list(_heartbeats):
        heartbeat.stop()


def _after_fork_in_parent() -> None:
    for heartbeat in list(_heartbeats):
        heartbeat.start()


def _after_fork_in_child() -> None:
    for heartbeat in list(_heartbeats):
        heartbeat.reset()


# The threads end before `_utils.sqlite`, imported above, acquires the locks of the
# files: before a fork, functions run in the reverse order of their registration.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork,
        after_in_parent=_after_fork_in_parent,
        after_in_child=_after_fork_in_child,
    )
