"""The SQL of stored responses: insert one, find the newest of a request, delete some."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

_NEWEST = "FROM entries WHERE request = ? AND replayable ORDER BY id DESC LIMIT 1"


@attrs.frozen(repr=False)
class Record:
    """A response on its way into the archive."""

    request: bytes
    """See `request_key`."""
    operation: str
    method: str
    url: str
    received: float
    """Unix seconds."""
    status: int
    units: int | None
    """What the service says the call used."""
    price: int
    """The same, or the spec's price if the service does not say."""
    elapsed: float
    headers: Mapping[str, str]
    replayable: bool
    """Whether it is the response to later calls."""
    content: bytes = b""
    names: tuple[tuple[str, str, str], ...] = ()
    """Name, kind and id of what it is about."""


@attrs.frozen(repr=False)
class Hit:
    """The newest response to a request, without its body."""

    id: int
    url: str
    received: float
    status: int
    price: int
    elapsed: float
    headers: str
    body: int


def insert(connection: sqlite3.Connection, record: Record, packed: bytes) -> None:
    """Store a response; a body that is stored already is not stored again."""
    digest = hashlib.sha256(record.content).digest()
    connection.execute(
        "INSERT INTO bodies (sha256, size, content) VALUES (?, ?, ?) "
        # The stored body may be damaged; this repairs it.
        "ON CONFLICT (sha256) DO UPDATE SET size = excluded.size, content = excluded.content "
        "WHERE content != excluded.content OR size != excluded.size",
        (digest, len(record.content), packed),
    )
    body = connection.execute("SELECT id FROM bodies WHERE sha256 = ?", (digest,)).fetchone()[0]
    entry = connection.execute(
        "INSERT INTO entries (request, operation, method, url, received, status, units, price, "
        "elapsed, headers, replayable, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            record.request,
            record.operation,
            record.method,
            record.url,
            record.received,
            record.status,
            record.units,
            record.price,
            record.elapsed,
            json.dumps(dict(record.headers), ensure_ascii=False),
            int(record.replayable),
            body,
        ),
    ).lastrowid
    connection.executemany(
        "INSERT OR IGNORE INTO names (name, kind, id, entry) VALUES (?, ?, ?, ?)",
        [(*name, entry) for name in record.names],
    )


def find_newest(connection: sqlite3.Connection, request: bytes) -> Hit | None:
    """The newest replayable response to a request."""
    row = connection.execute(
        f"SELECT id, url, received, status, price, elapsed, headers, body {_NEWEST}", (request,)
    ).fetchone()
    return None if row is None else Hit(*row)


def find_newest_id(connection: sqlite3.Connection, request: bytes) -> int:
    """The id of the newest replayable response; 0 if there is none."""
    row = connection.execute(f"SELECT id {_NEWEST}", (request,)).fetchone()
    return 0 if row is None else int(row[0])


def find_body(connection: sqlite3.Connection, body_id: int) -> tuple[bytes, int] | None:
    """Compressed bytes and their original size; None if they were deleted."""
    row: tuple[bytes, int] | None = connection.execute(
        "SELECT content, size FROM bodies WHERE id = ?", (body_id,)
    ).fetchone()
    return row


def delete(connection: sqlite3.Connection, entries: Iterable[int]) -> tuple[int, int]:
    """Delete entries, and the bodies that no other entry has. Counts of both."""
    bodies: set[Any] = set()
    deleted = 0
    for entry in entries:
        bodies.update(connection.execute("SELECT body FROM entries WHERE id = ?", (entry,)))
        deleted += connection.execute("DELETE FROM entries WHERE id = ?", (entry,)).rowcount
    deleted_bodies = 0
    for row in bodies:
        deleted_bodies += connection.execute(
            "DELETE FROM bodies WHERE id = ?1 "
            "AND NOT EXISTS (SELECT 1 FROM entries WHERE body = ?1)",
            row,
        ).rowcount
    return deleted, deleted_bodies
