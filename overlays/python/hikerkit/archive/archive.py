"""`Archive`: every response that was paid for, as callers see it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from hikerkit._utils.validation import require_duration, require_max_age
from hikerkit.archive.entry import Entry, list_entries
from hikerkit.archive.store import ArchiveStore, is_fresh
from hikerkit.errors import ArgumentError

if TYPE_CHECKING:
    from hikerkit.archive.maintenance.forget import Forgotten
    from hikerkit.archive.maintenance.prune import Pruned


class Archive:
    """Every response that was paid for, in one SQLite file that only its owner may read.

    Give one to a client, `Hiker(archive="hiker.db")`, and the same request is paid for once: each
    response is on the disk before the caller has it, and is replayed for the same request from then
    on. Clients, threads and processes may share the file, on a disk of one machine. Iterate over it
    for the entries, oldest first.

    A successful response that is JSON is replayed. A charged failure, and a 200 that is not JSON,
    are kept as a record (`replayable` is False) and not replayed. A failure that costs nothing is
    not kept. Older responses to a request stay until they are pruned; the newest is replayed.

    The tables are described in `hikerkit.archive.schema`; `sqlite3 FILE 'SELECT * FROM answers'`
    lists the entries. While the archive is open, there may be two more files (-wal, -shm); closing
    it, and opening it after a crash, merges them into the one.
    """

    def __init__(self, path: str | os.PathLike[str], *, lock_timeout: float = 10.0) -> None:
        """Open the file, or create it; its folder must exist.

        Args:
            path: Path of the file.
            lock_timeout: Seconds to wait for a lock that another process has.

        Raises:
            ArgumentError: An argument is wrong.
            ArchiveError: The file cannot be used; its subclasses say why.
        """
        seconds = require_duration("lock_timeout", lock_timeout)
        self._store = ArchiveStore(_validate_path(path), seconds)

    @property
    def path(self) -> str:
        """Absolute path of the file."""
        return self._store.path

    def close(self) -> None:
        """Close the file; may be called twice."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Archive {self.path}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _reopen, (self.path, self._store.lock_timeout)

    def __iter__(self) -> Iterator[Entry]:
        return self.entries()

    def __bool__(self) -> bool:
        return True

    def __len__(self) -> int:
        return self._store.database.read(
            lambda connection: int(connection.execute("SELECT count(*) FROM entries").fetchone()[0])
        )

    def entries(
        self,
        operation: str | None = None,
        *,
        since: datetime | float | None = None,
        until: datetime | float | None = None,
    ) -> Iterator[Entry]:
        """The responses, in the order in which they were received.

        Args:
            operation: Only those of this operation, by its id.
            since: Only those received then or later: an aware datetime, or Unix seconds.
            until: Only those received before then.

        Raises:
            ArgumentError: `since` or `until` is not a time.
            ArchiveError: The file cannot be read.
        """
        return list_entries(self._store, operation, _unix("since", since), _unix("until", until))

    def id_of(self, name: str, *, max_age: float | timedelta | None = None) -> str | None:
        """The id that was last seen with this name, free of charge; None if none was looked up.

        Args:
            name: A name, in any case, with or without @.
            max_age: Seconds, or a timedelta, after which it is too old; None for no limit. Names
                change hands.

        Raises:
            ArgumentError: An argument is wrong.
            ArchiveError: The file cannot be read.
        """
        if not isinstance(name, str):
            raise ArgumentError(f"name: expected a str, got {type(name).__name__}", argument="name")
        seconds = require_max_age("max_age", max_age)
        row = self._store.database.read(
            lambda connection: connection.execute(
                "SELECT names.id, received FROM names JOIN entries ON entries.id = entry "
                "WHERE name = ? ORDER BY entry DESC LIMIT 1",
                (name.strip().removeprefix("@").casefold(),),
            ).fetchone()
        )
        return None if row is None or not is_fresh(row[1], seconds) else str(row[0])

    def export(self, target: str | os.PathLike[str] | BinaryIO) -> int:
        """Write all responses as JSON lines, the bodies byte for byte.

        Args:
            target: A path, or a binary file. A file at the path is replaced once everything is
                written; only its owner may read it.

        Returns the number of lines. Raises ArgumentError, ArchiveError, and OSError of the target.
        """
        from hikerkit.archive.maintenance.export import export

        return export(self._store, target)

    def prune(
        self, *, older_than: float | timedelta | None = None, max_bytes: int | None = None
    ) -> Pruned:
        """Delete what is too old, or the oldest until the file is small enough; shrinks the file.

        Args:
            older_than: Seconds, or a timedelta: older responses are deleted.
            max_bytes: Maximum size of the file in bytes; an empty archive has some 50 kB.

        Raises ArgumentError, ArchiveError.
        """
        from hikerkit.archive.maintenance.prune import prune

        return prune(self._store, older_than, max_bytes)

    def forget(self, account: str | int) -> Forgotten:
        """Delete every response that is about an account or mentions it.

        Reads the complete archive. Afterwards no byte of those responses is in the file. What
        counts as a mention is defined in `hikerkit.archive.maintenance.mentions`; if the archive
        knows which name belongs to which id, it looks for both. Damaged responses are deleted as
        well: they may mention anybody.

        Args:
            account: Id or username.

        Raises ArgumentError, ArchiveError.
        """
        from hikerkit.archive.maintenance.forget import forget

        return forget(self._store, account)

    def verify(self) -> list[str]:
        """Read everything and return a line for each problem; an empty list if there is none."""
        from hikerkit.archive.maintenance.verify import verify

        return verify(self._store)

    def flush(self) -> None:
        """Store what was paid for and could not be stored before. Raises ArchiveError."""
        self._store.flush()


def _reopen(path: str, lock_timeout: float) -> Archive:
    return Archive(path, lock_timeout=lock_timeout)


def _validate_path(path: object) -> str:
    try:
        text = os.fspath(path)  # type: ignore[call-overload]
    except TypeError:
        text = None
    if not isinstance(text, str) or not text or "\0" in text:
        raise ArgumentError(
            "archive: expected the path of a file, as a str or a Path, or an Archive",
            argument="archive",
        )
    return os.path.abspath(text)


def _unix(name: str, value: datetime | float | None) -> float | None:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.timestamp()
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise ArgumentError(
        f"{name}: expected a datetime with a time zone, or Unix seconds", argument=name
    )
