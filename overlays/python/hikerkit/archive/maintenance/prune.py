"""Takes out of the archive what is too old or too much."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs

from hikerkit.archive import freshness, records
from hikerkit.errors import ArchiveFullError, ArgumentError

if TYPE_CHECKING:
    from hikerkit.archive.archive import Archive


@attrs.frozen
class Pruned:
    """What was taken out."""

    entries: int
    """Answers that are gone."""
    bodies: int
    """Different bodies that are gone."""
    bytes: int
    """By how much the file shrank."""
    size: int
    """What the file has now, in bytes."""


def prune(archive: Archive, older_than: float | timedelta | None, max_bytes: int | None) -> Pruned:
    """See `Archive.prune`."""
    oldest = freshness.checked_max_age(older_than, "older_than")
    if max_bytes is not None and (
        isinstance(max_bytes, bool) or not isinstance(max_bytes, int) or max_bytes < 0
    ):
        raise ArgumentError("max_bytes: expected an int, 0 or more, or None", argument="max_bytes")
    archive.flush()
    database = archive._database
    before = database.size()
    gone = bodies = 0
    if oldest is not None:
        then = freshness.now() - oldest
        gone, bodies = database.write(lambda c: records.delete(c, _older(c, then)), durable=True)
    while max_bytes is not None and (much := database.size(used=True) - max_bytes) > 0:
        some, dropped = database.write(
            lambda c, spare=much: records.delete(c, _oldest(c, spare)),  # type: ignore[misc]
            durable=True,
        )
        if not some:
            break
        gone, bodies = gone + some, bodies + dropped
    with contextlib.suppress(ArchiveFullError):  # what is free inside the file is used again
        database.compact()
    size = database.size()
    return Pruned(entries=gone, bodies=bodies, bytes=max(0, before - size), size=size)


def _older(connection: sqlite3.Connection, then: float) -> list[int]:
    rows: list[Any] = connection.execute(
        "SELECT id FROM entries WHERE received < ?", (then,)
    ).fetchall()
    return [row[0] for row in rows]


def _oldest(connection: sqlite3.Connection, spare: int) -> list[int]:
    """As many of the oldest as free so many bytes; a body goes with the last that needs it."""
    rows = connection.execute(
        "SELECT max(entries.id), length(content), count(*) FROM entries "
        "JOIN bodies ON bodies.id = body GROUP BY body ORDER BY 1"
    )
    last, freed = 0, 0
    for newest, size, count in rows:
        last = newest
        freed += size + 300 * count  # an entry's own row is some hundred bytes
        if freed >= spare:
            break
    return [row[0] for row in connection.execute("SELECT id FROM entries WHERE id <= ?", (last,))]
