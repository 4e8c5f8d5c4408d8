"""The file: made with mode 0600, one connection to read and one to write, errors of our own.

Writers do not stop readers (WAL), so a read takes microseconds while another thread waits for the
disk. Locks serialize the threads of a process, the database its processes. What was paid for is
written with `durable`: it is on the disk, and outlives a power cut, before the caller sees it.
Nothing else needs that, for a commit outlives the process in any case.
"""

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

from hikerkit import errors
from hikerkit.archive import schema

T = TypeVar("T")

_OURS = stat.S_IRUSR | stat.S_IWUSR
# What SQLite says (https://sqlite.org/rescode.html), and the error that it is here.
_MEANINGS: dict[int, tuple[type[errors.ArchiveError], str]] = {
    sqlite3.SQLITE_BUSY: (errors.ArchiveLockedError, "is locked"),
    sqlite3.SQLITE_LOCKED: (errors.ArchiveLockedError, "is locked"),
    sqlite3.SQLITE_FULL: (errors.ArchiveFullError, "cannot grow"),
    sqlite3.SQLITE_CORRUPT: (errors.ArchiveDamagedError, "is damaged"),
    sqlite3.SQLITE_NOTADB: (errors.NotAnArchiveError, "is no archive"),
    sqlite3.SQLITE_READONLY: (errors.ArchiveUnwritableError, "may not be written"),
    sqlite3.SQLITE_PERM: (errors.ArchiveUnwritableError, "may not be written"),
    sqlite3.SQLITE_CANTOPEN: (errors.ArchiveUnwritableError, "cannot be opened for writing"),
}


class Database:
    """One file, for all threads of this process."""

    def __init__(self, path: str, lock_timeout: float) -> None:
        self.path = path
        self._lock_timeout = lock_timeout
        self._is_closed = False
        self._reader: list[sqlite3.Connection] = []
        self._writer: list[sqlite3.Connection] = []
        self._new_locks()
        weakref.finalize(self, _close, self._reader, self._writer)
        _all.add(self)
        self._create()
        with self._translated(), self._write_lock:
            self._writing()

    def _new_locks(self) -> None:
        self._read_lock, self._write_lock = threading.Lock(), threading.Lock()

    def read(self, work: Callable[[sqlite3.Connection], T], *, patient: bool = False) -> T:
        """What the work finds. A locked file raises at once, unless patient."""
        try:
            with self._translated(), self._read_lock:
                return work(self._reading())
        except errors.ArchiveLockedError:
            if not patient:
                raise
        with self._translated(), self._write_lock:
            return work(self._writing())

    def write(self, work: Callable[[sqlite3.Connection], T], *, durable: bool) -> T:
        """Do the work in one transaction; nothing of it is done where it raises."""
        with self._translated(), self._write_lock:
            connection = self._writing()
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            with _transaction(connection):
                return work(connection)

    def size(self, *, used: bool = False) -> int:
        """Bytes of the file, once all is in the one; without its free pages, or with them."""
        free = "- freelist_count" if used else ""
        row = self.read(
            lambda connection: connection.execute(
                f"SELECT page_size * (page_count {free}) "
                "FROM pragma_page_size, pragma_page_count, pragma_freelist_count"
            ).fetchone(),
            patient=True,
        )
        return int(row[0])

    def compact(self) -> None:
        """Give what is free back to the disk, and leave no old bytes behind in either file."""
        with self._translated(), self._write_lock:
            connection = self._writing()
            connection.execute("PRAGMA synchronous = FULL")
            try:
                connection.execute("VACUUM")
            finally:
                busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise errors.ArchiveLockedError(
                f"{self.path}: the entries are gone, but other programs keep the file from being "
                "cleaned, and old bytes may stay in it until then",
                path=self.path,
            )

    def close(self) -> None:
        """Let go of the file; of the two files beside it nothing stays."""
        self._is_closed = True
        with self._read_lock, self._write_lock:
            _close(self._reader, self._writer)

    @property
    def is_closed(self) -> bool:
        return self._is_closed

    def _create(self) -> None:
        if os.path.isdir(self.path):
            raise errors.NotAnArchiveError(f"{self.path} is a folder", path=self.path)
        folder = os.path.dirname(self.path)
        if not os.path.isdir(folder):
            raise errors.NotAnArchiveError(f"{folder} is no folder", path=self.path)
        try:
            # Never opened by us where it is there: closing it again would drop SQLite's locks.
            made = os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _OURS)
        except FileExistsError:
            with contextlib.suppress(OSError):
                if stat.S_IMODE(os.stat(self.path).st_mode) & ~_OURS:
                    os.chmod(self.path, _OURS)
        except OSError as error:
            raise errors.ArchiveUnwritableError(
                f"{self.path} cannot be made: {error.strerror}", path=self.path
            ) from error
        else:
            os.close(made)
            os.chmod(self.path, _OURS)  # whatever the umask took away

    def _reading(self) -> sqlite3.Connection:
        if not self._reader:
            self._reader.append(self._connect(0))
            self._reader[0].execute("PRAGMA query_only = ON")
        return self._reader[0]

    def _writing(self) -> sqlite3.Connection:
        if not self._writer:
            self._writer.append(self._connect(self._lock_timeout))
            try:
                self._prepare(self._writer[0])
            except BaseException:
                self._writer.pop().close()
                raise
        return self._writer[0]

    def _connect(self, timeout: float) -> sqlite3.Connection:
        if self._is_closed:
            raise errors.ArchiveError(f"The archive {self.path} is closed", path=self.path)
        return sqlite3.connect(
            self.path, timeout=timeout, isolation_level=None, check_same_thread=False
        )

    def _prepare(self, connection: sqlite3.Connection) -> None:
        ours = schema.is_ours(connection, self.path)
        self._use_wal(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        if not ours:
            with _transaction(connection):
                schema.prepare(connection, self.path)

    def _use_wal(self, connection: sqlite3.Connection) -> None:
        # SQLite itself does not wait here for another process that does the same.
        until = time.monotonic() + self._lock_timeout
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(0.01)

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            cls, what = _MEANINGS.get(_code(error), (errors.ArchiveError, "cannot be used"))
            raise cls(f"The archive {self.path} {what} ({error})", path=self.path) from error


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


def _code(error: sqlite3.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", None) or 0
    return code & 0xFF


def _close(reader: list[sqlite3.Connection], writer: list[sqlite3.Connection]) -> None:
    for connections in (reader, writer):  # the writer last: it may clean up
        while connections:
            with contextlib.suppress(sqlite3.Error):
                connections.pop().close()


# SQLite's connections do not survive a fork, in the child or, once that closes them, in the
# parent. So they are closed before it, and each side opens its own when it needs one.

_all: weakref.WeakSet[Database] = weakref.WeakSet()
_forking: list[Database] = []


def _before_fork() -> None:
    for database in sorted(_all, key=id):
        database._read_lock.acquire()
        database._write_lock.acquire()
        _close(database._reader, database._writer)
        _forking.append(database)


def _after_fork_in_parent() -> None:
    while _forking:
        database = _forking.pop()
        database._write_lock.release()
        database._read_lock.release()


def _after_fork_in_child() -> None:
    while _forking:
        _forking.pop()._new_locks()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork,
        after_in_parent=_after_fork_in_parent,
        after_in_child=_after_fork_in_child,
    )
