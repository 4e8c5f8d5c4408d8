"""The archive's file: mode 0600, its tables checked, SQLite's errors as errors of the archive.

What was paid for is written with `durable`: it is on the disk, and survives a power cut, before
the caller sees it. Nothing else needs that, for a commit survives the process in any case.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat

from hikerkit import errors
from hikerkit._utils.sqlite import (
    OWNER_ONLY,
    SqliteFile,
    create_private,
    in_transaction,
    primary_code,
)
from hikerkit.archive import schema

_MEANINGS: dict[int, tuple[type[errors.ArchiveError], str]] = {
    sqlite3.SQLITE_BUSY: (errors.ArchiveLockedError, "is locked"),
    sqlite3.SQLITE_LOCKED: (errors.ArchiveLockedError, "is locked"),
    sqlite3.SQLITE_FULL: (errors.ArchiveFullError, "cannot grow"),
    sqlite3.SQLITE_CORRUPT: (errors.ArchiveDamagedError, "is damaged"),
    sqlite3.SQLITE_NOTADB: (errors.NotAnArchiveError, "is not an archive"),
    sqlite3.SQLITE_READONLY: (errors.ArchiveUnwritableError, "may not be written"),
    sqlite3.SQLITE_PERM: (errors.ArchiveUnwritableError, "may not be written"),
    sqlite3.SQLITE_CANTOPEN: (errors.ArchiveUnwritableError, "cannot be opened for writing"),
}


class Database(SqliteFile):
    """The file of one archive."""

    def __init__(self, path: str, lock_timeout: float) -> None:
        """Open it, or create it. Raises ArchiveError."""
        super().__init__(path, timeout=lock_timeout)
        self._create()
        self.open()

    def _create(self) -> None:
        if os.path.isdir(self.path):
            raise errors.NotAnArchiveError(f"{self.path} is a folder", path=self.path)
        folder = os.path.dirname(self.path)
        if not os.path.isdir(folder):
            raise errors.NotAnArchiveError(f"{folder} is not a folder", path=self.path)
        try:
            is_new = create_private(self.path)
        except OSError as error:
            raise errors.ArchiveUnwritableError(
                f"{self.path} cannot be made: {error.strerror}", path=self.path
            ) from error
        if not is_new:
            with contextlib.suppress(OSError):
                if stat.S_IMODE(os.stat(self.path).st_mode) & ~OWNER_ONLY:
                    os.chmod(self.path, OWNER_ONLY)

    def prepare(self, connection: sqlite3.Connection) -> None:
        is_ready = schema.is_current(connection, self.path)
        self.use_wal(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        if not is_ready:
            with in_transaction(connection):
                schema.create(connection, self.path)

    def failure(self, error: sqlite3.Error) -> errors.ArchiveError:
        if self.is_closed:
            return errors.ArchiveError(f"The archive {self.path} is closed", path=self.path)
        cls, what = _MEANINGS.get(primary_code(error), (errors.ArchiveError, "cannot be used"))
        return cls(f"The archive {self.path} {what} ({error})", path=self.path)

    def size(self, *, used: bool = False) -> int:
        """Bytes of the file after a checkpoint, with its free pages or, if `used`, without."""
        free = "- freelist_count" if used else ""
        row = self.read(
            lambda connection: connection.execute(
                f"SELECT page_size * (page_count {free}) "
                "FROM pragma_page_size, pragma_page_count, pragma_freelist_count"
            ).fetchone()
        )
        return int(row[0])

    def compact(self) -> None:
        """Give free pages back to the disk, and leave no deleted bytes in the file or the log."""
        if self._on_writer(_vacuum):
            raise errors.ArchiveLockedError(
                f"{self.path}: the entries are deleted, but other programs keep the file open, and "
                "old bytes may stay in it until they close it",
                path=self.path,
            )


def _vacuum(connection: sqlite3.Connection) -> bool:
    """Whether other connections kept the log from being emptied."""
    connection.execute("PRAGMA synchronous = FULL")
    try:
        connection.execute("VACUUM")
    finally:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return bool(busy)
