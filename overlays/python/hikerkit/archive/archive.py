"""`Archive`: the answers that were paid for, and what one can do with them."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self, TypeVar

from hikerkit.archive import codec, leases, records
from hikerkit.archive.database import Database
from hikerkit.archive.entry import Entry, entries
from hikerkit.archive.freshness import checked_max_age, checked_seconds, is_fresh
from hikerkit.errors import ArchiveDamagedError, ArchiveError, ArgumentError

if TYPE_CHECKING:
    from hikerkit.archive.maintenance.forget import Forgotten
    from hikerkit.archive.maintenance.prune import Pruned

T = TypeVar("T")


class Archive:
    """Every response that was paid for, in one SQLite file that only its owner may read.

    Give one to a client, `Hiker(archive="hiker.db")`, and the same request is paid for once: each
    answer is on the disk before the caller has it, and answers the same request from then on.
    Clients, threads and processes may share the file, on a disk of one machine. Iterate for the
    entries, oldest first.

    What is kept: every complete response that says success and is JSON answers later calls. A
    charged failure, and a 200 that is no JSON, are kept as a record
    (`replayable` is False) and answer nothing. What costs nothing is not kept. Older answers of
    a request stay as well, until they are pruned; the newest is the one that counts.

    The tables are described in `hikerkit.archive.schema`; `sqlite3 FILE 'SELECT * FROM answers'`
    lists them. While it is open, two more files may stand beside it (-wal, -shm); closing, and the
    next opening after a crash, puts their content into the one.
    """

    def __init__(self, path: str | os.PathLike[str], *, lock_timeout: float = 10.0) -> None:
        """Open the file, or make it; its folder must be there.

        Args:
            path: The file.
            lock_timeout: Seconds to wait for another process that holds it.

        Raises:
            ArgumentError: An argument is wrong.
            ArchiveError: The file cannot be used; its subclasses say why.
        """
        self._lock_timeout = checked_seconds(lock_timeout, "lock_timeout")
        self._database = Database(_checked_path(path), self._lock_timeout)
        self._heart = leases.Heartbeat(self._database)
        # Answers that were paid for and could not be stored; the next write takes them along.
        self._unsaved: list[records.Record] = []
        self._unsaved_lock = threading.Lock()

    @property
    def path(self) -> str:
        """Where the file is."""
        return self._database.path

    def close(self) -> None:
        """Let go of the file; may be called twice."""
        if not self._database.is_closed:
            with contextlib.suppress(ArchiveError):  # whoever paid for them was told, and has them
                self.flush()
        self._heart.stop()
        self._database.close()

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
        return _reopened, (self.path, self._lock_timeout)

    def __iter__(self) -> Iterator[Entry]:
        return self.entries()

    def __bool__(self) -> bool:
        return True

    def __len__(self) -> int:
        return self._database.read(
            lambda connection: int(
                connection.execute("SELECT count(*) FROM entries").fetchone()[0]
            ),
            patient=True,
        )

    def entries(
        self,
        operation: str | None = None,
        *,
        since: datetime | float | None = None,
        until: datetime | float | None = None,
    ) -> Iterator[Entry]:
        """The answers, in the order in which they came.

        Args:
            operation: Only those of this operation, by its id.
            since: Only those that came then or later: an aware datetime, or Unix seconds.
            until: Only those that came before.

        Raises:
            ArgumentError: A time is none.
            ArchiveError: The file cannot be read.
        """
        return entries(self, operation, _unix("since", since), _unix("until", until))

    def id_of(self, name: str, *, max_age: float | timedelta | None = None) -> str | None:
        """The id that was last seen with this name, for nothing; None where none was looked up.

        Args:
            name: A name, in any case, with or without @.
            max_age: Seconds, or a timedelta, until what was seen is too old; None for never.
                Names change hands.

        Raises:
            ArgumentError: An argument is wrong.
            ArchiveError: The file cannot be read.
        """
        if not isinstance(name, str):
            raise ArgumentError(f"name: expected a str, got {type(name).__name__}", argument="name")
        oldest = checked_max_age(max_age)
        row = self._database.read(
            lambda connection: connection.execute(
                "SELECT names.id, received FROM names JOIN entries ON entries.id = entry "
                "WHERE name = ? ORDER BY entry DESC LIMIT 1",
                (name.strip().removeprefix("@").casefold(),),
            ).fetchone(),
            patient=True,
        )
        return None if row is None or not is_fresh(row[1], oldest) else str(row[0])

    def export(self, target: str | os.PathLike[str] | BinaryIO) -> int:
        """Write all as JSON lines, the bodies byte for byte.

        Args:
            target: A path, where the file is replaced when all is written and only its owner may
                read it, or a binary file.

        Returns how many lines. Raises ArgumentError, ArchiveError, and OSError of the target.
        """
        from hikerkit.archive.maintenance.export import export

        return export(self, target)

    def prune(
        self, *, older_than: float | timedelta | None = None, max_bytes: int | None = None
    ) -> Pruned:
        """Take out what is too old or, the oldest first, too much; gives room back to the disk.

        Args:
            older_than: Seconds, or a timedelta: what came earlier goes.
            max_bytes: What the file may have; an empty archive has some 50 kB.

        Raises ArgumentError, ArchiveError.
        """
        from hikerkit.archive.maintenance.prune import prune

        return prune(self, older_than, max_bytes)

    def forget(self, account: str | int) -> Forgotten:
        """Take out every response that an account is the subject of, or that mentions it.

        Reads the whole archive. Afterwards no byte of those answers is in the file. What counts as
        a mention: see `hikerkit.archive.maintenance.mentions`; where it knows which name
        belongs to which id, both are looked for. A damaged response goes as well: nobody can tell
        whom it mentions.

        Args:
            account: Id or username.

        Raises ArgumentError, ArchiveError.
        """
        from hikerkit.archive.maintenance.forget import forget

        return forget(self, account)

    def verify(self) -> list[str]:
        """Read all of it: what is damaged, one line each; nothing where all is sound."""
        from hikerkit.archive.maintenance.verify import verify

        return verify(self)

    def flush(self) -> None:
        """Store what was paid for and could not be stored before. Raises ArchiveError."""
        if self._unsaved:
            self._write(lambda connection: None)

    # What the layer needs.

    def _find(self, request: bytes, *, patient: bool) -> records.Found | None:
        return self._database.read(
            lambda connection: records.newest(connection, request), patient=patient
        )

    def _packed(self, body: int, *, patient: bool) -> tuple[bytes, int] | None:
        return self._database.read(
            lambda connection: records.body(connection, body), patient=patient
        )

    def _unpacked(self, row: tuple[bytes, int], what: str) -> bytes:
        try:
            return records.content(row)
        except ValueError as error:
            raise ArchiveDamagedError(
                f"The archive {self.path} is damaged: {what} cannot be unpacked ({error})",
                path=self.path,
            ) from None

    def _content(self, body: int) -> bytes:
        row = self._packed(body, patient=True)
        if row is None:
            raise ArchiveError("The response was taken out of the archive", path=self.path)
        return self._unpacked(row, f"body {body}")

    def _claim(self, request: bytes, newer_than: int) -> leases.Lease:
        return leases.Lease(self._database, self._heart, request, newer_than)

    def _must_wait(self, claim: leases.Lease, *, patient: bool) -> bool:
        return self._database.read(claim.must_wait, patient=patient)

    def _take(self, claim: leases.Lease) -> bool:
        # A claim is also the proof, before anything is paid for, that the file can be written.
        is_taken = self._write(claim.take, durable=False)
        if is_taken:
            claim.taken()
        return is_taken

    def _store(self, record: records.Record, claim: leases.Lease) -> None:
        packed = codec.packed(record.content)

        def work(connection: sqlite3.Connection) -> None:
            records.insert(connection, record, packed)
            claim.release(connection)

        try:
            self._write(work)
        except BaseException:
            with self._unsaved_lock:
                self._unsaved.append(record)
            raise
        claim.end(is_released=True)

    def _write(self, work: Callable[[sqlite3.Connection], T], *, durable: bool = True) -> T:
        """A transaction that also stores what could not be stored before."""
        with self._unsaved_lock:
            waiting = list(self._unsaved)

        def all_of_it(connection: sqlite3.Connection) -> T:
            for record in waiting:
                records.insert(connection, record, codec.packed(record.content))
            return work(connection)

        result = self._database.write(all_of_it, durable=durable or bool(waiting))
        if waiting:
            with self._unsaved_lock:
                self._unsaved = [r for r in self._unsaved if not any(r is w for w in waiting)]
        return result


def _reopened(path: str, lock_timeout: float) -> Archive:
    return Archive(path, lock_timeout=lock_timeout)


def _checked_path(path: object) -> str:
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
