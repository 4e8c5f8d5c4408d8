"""SQLite files that threads and processes share: private, in WAL mode, closed across forks."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from typing import TypeVar

from hikerkit.errors import HikerError

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

OWNER_ONLY = stat.S_IRUSR | stat.S_IWUSR
"""Mode of the files: 0600."""


class SqliteFile:
    """One database file for all threads of this process; opened when it is first used.

    Writers do not block readers (WAL), so a read takes microseconds while another thread waits for
    the disk. Locks serialize the threads of this process, the database its processes.
    """

    def __init__(self, path: str, *, timeout: float) -> None:
        """`timeout` is the number of seconds to wait for a lock of another process."""
        self.path = path
        self.is_closed = False
        self._timeout = timeout
        # In lists, so that the finalizer sees what is opened later.
        self._reader: list[sqlite3.Connection] = []
        self._writer: list[sqlite3.Connection] = []
        self._new_locks()
        weakref.finalize(self, _close, self._reader, self._writer)
        _files.add(self)

    def _new_locks(self) -> None:
        self._read_lock, self._write_lock = threading.Lock(), threading.Lock()

    def prepare(self, connection: sqlite3.Connection) -> None:
        """Check or create the tables; called once for each connection that writes."""

    def failure(self, error: sqlite3.Error) -> HikerError:
        """The error to raise for an error of SQLite."""
        raise NotImplementedError

    def open(self) -> None:
        """Open the file now, so that what is wrong with it is raised now."""
        self._on_writer(lambda connection: None)

    def read(self, work: Work[T], *, wait: bool = True) -> T:
        """What the work returns. Without `wait`, a file locked for readers raises at once."""
        try:
            with self._read_lock:
                return work(self._reading())
        except sqlite3.Error as error:
            if not (wait and is_locked(error)):
                raise self.failure(error) from error
        return self._on_writer(work)

    def write(self, work: Work[T], *, synchronous: str) -> T:
        """Do the work in one transaction, which is rolled back if the work raises.

        A commit always survives the process. `synchronous`, as SQLite's pragma, says what a power
        cut may cost: nothing (FULL), the last commits (NORMAL) or the file (OFF).
        """

        def transaction(connection: sqlite3.Connection) -> T:
            connection.execute(f"PRAGMA synchronous = {synchronous}")
            with in_transaction(connection):
                return work(connection)

        return self._on_writer(transaction)

    def close(self) -> None:
        """Close the file for good; may be called twice."""
        self.is_closed = True
        with self._read_lock, self._write_lock:
            _close(self._reader, self._writer)

    def _on_writer(self, work: Work[T]) -> T:
        try:
            with self._write_lock:
                return work(self._writing())
        except sqlite3.Error as error:
            raise self.failure(error) from error

    def _reading(self) -> sqlite3.Connection:
        if not self._reader:
            self._reader.append(self._connect(0))
            self._reader[0].execute("PRAGMA query_only = ON")
        return self._reader[0]

    def _writing(self) -> sqlite3.Connection:
        if not self._writer:
            connection = self._connect(self._timeout)
            try:
                self.prepare(connection)
            except BaseException:
                connection.close()
                raise
            self._writer.append(connection)
        return self._writer[0]

    def _connect(self, timeout: float) -> sqlite3.Connection:
        if self.is_closed:
            raise sqlite3.ProgrammingError("closed")
        return sqlite3.connect(
            self.path, timeout=timeout, isolation_level=None, check_same_thread=False
        )

    def use_wal(self, connection: sqlite3.Connection) -> None:
        """Set the journal mode."""
        # SQLite itself does not wait here for another process that does the same.
        end = time.monotonic() + self._timeout
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if not is_locked(error) or time.monotonic() > end:
                    raise
                time.sleep(0.01)


def create_private(path: str) -> bool:
    """Create the file with mode 0600; False if it exists. Raises OSError."""
    try:
        # An existing file is not opened here: closing it would drop SQLite's locks on it.
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWNER_ONLY)
    except FileExistsError:
        return False
    os.close(descriptor)
    os.chmod(path, OWNER_ONLY)  # the umask may have removed bits
    return True


@contextlib.contextmanager
def in_transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what the block does, or roll it back if the block raises."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code (https://sqlite.org/rescode.html); 0 if it has none."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def is_locked(error: sqlite3.Error) -> bool:
    """Whether another connection has the lock that was needed."""
    return primary_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _close(reader: list[sqlite3.Connection], writer: list[sqlite3.Connection]) -> None:
    for connections in (reader, writer):  # the writer last: it removes the -wal and -shm files
        while connections:
            with contextlib.suppress(sqlite3.Error):
                connections.pop().close()


# SQLite's connections do not survive a fork, in the child or, once that closes them, in the
# parent. So they are closed before it, and each side opens its own when it needs one.

_files: weakref.WeakSet[SqliteFile] = weakref.WeakSet()
_forking: list[SqliteFile] = []


def _before_fork() -> None:
    for file in sorted(_files, key=id):
        file._read_lock.acquire()
        file._write_lock.acquire()
        _close(file._reader, file._writer)
        _forking.append(file)


def _after_fork_in_parent() -> None:
    while _forking:
        file = _forking.pop()
        file._write_lock.release()
        file._read_lock.release()


def _after_fork_in_child() -> None:
    while _forking:
        _forking.pop()._new_locks()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork,
        after_in_parent=_after_fork_in_parent,
        after_in_child=_after_fork_in_child,
    )
