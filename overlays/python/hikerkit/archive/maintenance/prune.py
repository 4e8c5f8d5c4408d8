"""Delete responses by age or by the size of the file."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import timedelta
from typing import Any

import attrs

from hikerkit._utils import clock
from hikerkit._utils.validation import require_max_age, require_optional_int
from hikerkit.archive.store import ArchiveStore
from hikerkit.errors import ArchiveFullError


@attrs.frozen
class Pruned:
    """What `Archive.prune` deleted."""

    entries: int
    """Responses that were deleted."""
    bodies: int
    """Different bodies that were deleted."""
    bytes: int
    """By how much the file shrank."""
    size: int
    """Size of the file now, in bytes."""


def prune(
    store: ArchiveStore, older_than: float | timedelta | None, max_bytes: int | None
) -> Pruned:
    """See `Archive.prune`."""
    oldest = require_max_age("older_than", older_than)
    max_bytes = require_optional_int("max_bytes", max_bytes)
    store.flush()
    database = store.database
    before = database.size()
    entries = bodies = 0
    if oldest is not None:
        limit = clock.wall() - oldest
        entries, bodies = store.delete(lambda connection: _older(connection, limit))
    while max_bytes is not None and (excess := database.size(used=True) - max_bytes) > 0:
        more_entries, more_bodies = store.delete(
            lambda connection, excess=excess: _oldest(connection, excess)  # type: ignore[misc]
        )
        if not more_entries:
            break
        entries, bodies = entries + more_entries, bodies + more_bodies
    with contextlib.suppress(ArchiveFullError):  # free pages inside the file are used again
        database.compact()
    size = database.size()
    return Pruned(entries=entries, bodies=bodies, bytes=max(0, before - size), size=size)


def _older(connection: sqlite3.Connection, limit: float) -> list[int]:
    rows: list[Any] = connection.execute(
        "SELECT id FROM entries WHERE received < ?", (limit,)
    ).fetchall()
    return [row[0] for row in rows]


def _oldest(connection: sqlite3.Connection, excess: int) -> list[int]:
    """Enough of the oldest to free so many bytes; a body is freed with its last entry."""
    rows = connection.execute(
        "SELECT max(entries.id), length(content), count(*) FROM entries "
        "JOIN bodies ON bodies.id = body GROUP BY body ORDER BY 1"
    )
    last, freed = 0, 0
    for newest, size, count in rows:
        last = newest
        freed += size + 300 * count  # a row of entries has some hundred bytes
        if freed >= excess:
            break
    return [row[0] for row in connection.execute("SELECT id FROM entries WHERE id <= ?", (last,))]
