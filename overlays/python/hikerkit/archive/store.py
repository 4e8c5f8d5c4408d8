"""The responses of one archive file: find and replay, lease and save."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable
from typing import TypeVar

from hikerkit._utils import clock
from hikerkit.archive import codec, records
from hikerkit.archive.database import Database
from hikerkit.archive.leases import Heartbeat, Lease
from hikerkit.errors import ArchiveDamagedError, ArchiveError

T = TypeVar("T")


class ArchiveStore:
    """What the archiving layer, the entries and the maintenance of an archive work on."""

    def __init__(self, path: str, lock_timeout: float) -> None:
        """Open the file, or create it. Raises ArchiveError."""
        self.path, self.lock_timeout = path, lock_timeout
        self.database = Database(path, lock_timeout)
        self._heartbeat = Heartbeat(self.database)
        # Responses that were paid for and could not be stored; the next write stores them too.
        self._unsaved: list[records.Record] = []
        self._unsaved_lock = threading.Lock()

    def close(self) -> None:
        """Close the file; may be called twice."""
        if not self.database.is_closed:
            with contextlib.suppress(ArchiveError):  # its callers have the responses, as errors
                self.flush()
        self._heartbeat.stop()
        self.database.close()

    def flush(self) -> None:
        """Store what was paid for and could not be stored before. Raises ArchiveError."""
        if self._unsaved:
            self._write(lambda connection: None)

    def find(self, request: bytes, *, wait: bool = True) -> records.Hit | None:
        """The newest response to a request. Without `wait`, a locked file raises at once."""
        return self.database.read(lambda c: records.find_newest(c, request), wait=wait)

    def find_body(self, body: int, *, wait: bool = True) -> tuple[bytes, int] | None:
        """Its compressed bytes and their original size; None if they were deleted."""
        return self.database.read(lambda c: records.find_body(c, body), wait=wait)

    def decompress(self, row: tuple[bytes, int], what: str) -> bytes:
        """The bytes of such a row. Raises ArchiveDamagedError, which says of what they are."""
        try:
            return codec.decompress(*row)
        except ValueError as error:
            raise ArchiveDamagedError(
                f"The archive {self.path} is damaged: {what} cannot be decompressed ({error})",
                path=self.path,
            ) from None

    def content(self, body: int) -> bytes:
        """The bytes of a response. Raises ArchiveError if they were deleted."""
        row = self.find_body(body)
        if row is None:
            raise ArchiveError("The response was deleted from the archive", path=self.path)
        return self.decompress(row, f"body {body}")

    def lease(self, request: bytes, newer_than: int) -> Lease:
        """A lease for a request, not acquired yet."""
        return Lease(self.database, self._heartbeat, request, newer_than)

    def must_wait(self, lease: Lease, *, wait: bool = True) -> bool:
        """Whether another call has the lease."""
        return self.database.read(lease.must_wait, wait=wait)

    def acquire(self, lease: Lease) -> bool:
        """Get the lease, if it is free. Raises ArchiveError."""
        # This is also the proof, before anything is paid for, that the file can be written.
        is_acquired = self._write(lease.acquire, durable=False)
        if is_acquired:
            lease.confirm()
        return is_acquired

    def save(self, record: records.Record, lease: Lease) -> None:
        """Store a response and end its lease. Raises ArchiveError; the next write tries again."""
        packed = codec.compress(record.content)

        def work(connection: sqlite3.Connection) -> None:
            records.insert(connection, record, packed)
            lease.release(connection)

        try:
            self._write(work)
        except BaseException:
            with self._unsaved_lock:
                self._unsaved.append(record)
            raise
        lease.end(is_released=True)

    def delete(self, choose: Callable[[sqlite3.Connection], list[int]]) -> tuple[int, int]:
        """Delete the entries that `choose` selects. Counts of entries and of their bodies."""
        return self.database.write(lambda c: records.delete(c, choose(c)), synchronous="FULL")

    def _write(self, work: Callable[[sqlite3.Connection], T], *, durable: bool = True) -> T:
        """A transaction that also stores what could not be stored before."""
        with self._unsaved_lock:
            unsaved = list(self._unsaved)

        def work_and_flush(connection: sqlite3.Connection) -> T:
            for record in unsaved:
                records.insert(connection, record, codec.compress(record.content))
            return work(connection)

        level = "FULL" if durable or unsaved else "NORMAL"
        result = self.database.write(work_and_flush, synchronous=level)
        if unsaved:
            with self._unsaved_lock:
                self._unsaved = [r for r in self._unsaved if not any(r is u for u in unsaved)]
        return result


def is_fresh(received: float, max_age: float | None) -> bool:
    """Whether a response of that Unix time may still be used.

    One from the future, as after the clock was set back, counts as new.
    """
    return max_age is None or max(0.0, clock.wall() - received) < max_age
