"""One response of the archive, as it is listed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import attrs
from hikerkit_api.core.json import decode_json

if TYPE_CHECKING:
    from hikerkit.archive.store import ArchiveStore

_BATCH = 200


@attrs.frozen(repr=False)
class Entry:
    """One response of the archive. Its body is read when `content` or `data()` is used."""

    id: int
    operation: str
    """Id of the operation that was called."""
    method: str
    url: str
    """URL of the request; the key is not in it."""
    received_at: datetime
    """When the response was received, in UTC."""
    status: int
    """HTTP status."""
    units: int | None
    """Request units that the service says the call used; None if it did not say."""
    headers: Mapping[str, str]
    """The response headers that are kept, names in lower case."""
    size: int
    """Bytes of the body."""
    replayable: bool
    """Whether it is the response to later calls; a charged failure is not."""
    _body: int
    _store: ArchiveStore = attrs.field(eq=False)

    @property
    def content(self) -> bytes:
        """The bytes of the body, as received. Raises ArchiveError if they were deleted."""
        return self._store.content(self._body)

    def data(self) -> Any:
        """The body as plain data. Raises ValueError if it is not JSON."""
        return decode_json(self.content)

    def __repr__(self) -> str:
        time = f"{self.received_at:%Y-%m-%d %H:%M:%S}"
        return f"<Entry {self.id} {self.status} {self.url} {time} {self.size} bytes>"


def list_entries(
    store: ArchiveStore,
    operation: str | None = None,
    since: float | None = None,
    until: float | None = None,
) -> Iterator[Entry]:
    """The entries, oldest first; read in batches, so that no read stays open."""
    last = 0
    while True:
        rows = store.database.read(
            lambda connection, after=last: _rows(  # type: ignore[misc]
                connection, after, operation, since, until
            )
        )
        for row in rows:
            yield Entry(
                id=row[0],
                operation=row[1],
                method=row[2],
                url=row[3],
                received_at=datetime.fromtimestamp(row[4], UTC),
                status=row[5],
                units=row[6],
                headers=json.loads(row[7]),
                size=row[8],
                replayable=bool(row[9]),
                body=row[10],
                store=store,
            )
        if len(rows) < _BATCH:
            return
        last = rows[-1][0]


def _rows(
    connection: sqlite3.Connection,
    after: int,
    operation: str | None,
    since: float | None,
    until: float | None,
) -> list[tuple[Any, ...]]:
    return connection.execute(
        "SELECT entries.id, operation, method, url, received, status, units, headers, size, "
        "replayable, body FROM entries JOIN bodies ON bodies.id = entries.body "
        "WHERE entries.id > ?1 AND (?2 IS NULL OR operation = ?2) "
        "AND (?3 IS NULL OR received >= ?3) AND (?4 IS NULL OR received < ?4) "
        "ORDER BY entries.id LIMIT ?5",
        (after, operation, since, until, _BATCH),
    ).fetchall()
