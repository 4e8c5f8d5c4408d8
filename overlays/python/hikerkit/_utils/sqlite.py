"""A small SQLite file that several threads and processes change, one at a time."""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from hikerkit.errors import ArgumentError, StateError

_WAIT = 10.0  # seconds for another process to be done; it needs far less than a millisecond
_inherited: list[object] = []


class SharedFile:
    """One file; made with mode 0600 where it is not there."""

    def __init__(self, path: str | os.PathLike[str], schema: str, *, durable: bool) -> None:
        """Open it. Raises ArgumentError for a path that cannot be one, StateError otherwise."""
        try:
            self.path = Path(path).absolute()
        except TypeError:
            raise ArgumentError(
                f"path: expected a path, got {type(path).__name__}", argument="path"
            ) from None
        if self.path.is_dir():
            raise ArgumentError(f"path: {self.path} is a folder, not a file", argument="path")
        if not self.path.parent.is_dir():
            raise ArgumentError(f"path: {self.path.parent} is no folder", argument="path")
        self._schema, self._durable = schema, durable
        self._connection: sqlite3.Connection | None = None
        self._lock = threading.Lock()
        self._pid = os.getpid()
        with self.change():
            pass  # what is wrong with the file is told now

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.path}>"

    @contextlib.contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """A transaction that nobody else writes beside; undone where the block raises."""
        if self._pid != os.getpid():
            # After a fork, its parent's connection may be neither used nor closed.
            _inherited.append(self._connection)
            self._connection, self._lock, self._pid = None, threading.Lock(), os.getpid()
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = self._open()
                connection = self._connection
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise
            except (sqlite3.Error, OSError) as error:
                failure = StateError(f"{self.path} cannot be used: {error}", path=str(self.path))
            else:
                return
        raise failure

    def _open(self) -> sqlite3.Connection:
        end = time.monotonic() + _WAIT
        while True:
            try:
                return self._opened()
            except sqlite3.OperationalError as error:
                # SQLite does not wait by itself while another process changes the journal's mode.
                locked = "locked" in str(error) or "busy" in str(error)
                if not locked or time.monotonic() > end:
                    raise
                time.sleep(random.uniform(0.001, 0.02))

    def _opened(self) -> sqlite3.Connection:
        # Never opened where it is there: closing it again would drop the locks of SQLite.
        with contextlib.suppress(FileExistsError):
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        connection = sqlite3.connect(
            self.path, timeout=_WAIT, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            # What is written survives the process in either case; NORMAL, the machine's end, too.
            connection.execute(f"PRAGMA synchronous = {'NORMAL' if self._durable else 'OFF'}")
            connection.executescript(f"BEGIN IMMEDIATE; {self._schema} COMMIT;")
        except BaseException:
            connection.close()
            raise
        return connection

    def close(self) -> None:
        """Let go of the file; it is opened again where it is needed."""
        with self._lock:
            if self._connection is not None and self._pid == os.getpid():
                self._connection.close()
                self._connection = None

    def __del__(self) -> None:
        with contextlib.suppress(Exception):
            self.close()
