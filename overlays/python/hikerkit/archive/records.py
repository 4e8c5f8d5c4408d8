"""The SQL of answers: to put one in, to find the newest of a request, to take some out."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from hikerkit.archive import codec


@attrs.frozen(repr=False)
class Record:
    """One response, as it goes into the archive or comes out of it."""

    request: bytes
    """See `identity`."""
    operation: str
    method: str
    url: str
    received: float
    """Unix seconds."""
    status: int
    units: int | None
    """What the service says the call used."""
    price: int
    """What it used as far as is known."""
    elapsed: float
    headers: Mapping[str, str]
    replayable: bool
    """Whether it answers later calls."""
    content: bytes = b""
    names: tuple[tuple[str, str, str], ...] = ()
    """Name, kind and id of what it is about."""


@attrs.frozen(repr=False)
class Found:
    """The newest answer of a request, without its bytes."""

    id: int
    url: str
    received: float
    status: int
    price: int
    elapsed: float
    headers: str
    body: int


def insert(connection: sqlite3.Connection, record: Record, packed: bytes) -> None:
    """Store a response; bytes that are there already are not stored again."""
    digest = hashlib.sha256(record.content).digest()
    connection.execute(
        "INSERT INTO bodies (sha256, size, content) VALUES (?, ?, ?) "
        # What is there may be damaged; this is how it gets whole again.
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


def newest(connection: sqlite3.Connection, request: bytes) -> Found | None:
    """The response that came last, of those that answer later calls."""
    row = connection.execute(
        "SELECT id, url, received, status, price, elapsed, headers, body FROM entries "
        "WHERE request = ? AND replayable ORDER BY id DESC LIMIT 1",
        (request,),
    ).fetchone()
    return None if row is None else Found(*row)


def newest_id(connection: sqlite3.Connection, request: bytes) -> int:
    """Its id; 0 where there is none."""
    row = connection.execute(
        "SELECT id FROM entries WHERE request = ? AND replayable ORDER BY id DESC LIMIT 1",
        (request,),
    ).fetchone()
    return 0 if row is None else int(row[0])


def body(connection: sqlite3.Connection, body_id: int) -> tuple[bytes, int] | None:
    """Packed bytes and their size unpacked; None for what is gone."""
    row: tuple[bytes, int] | None = connection.execute(
        "SELECT content, size FROM bodies WHERE id = ?", (body_id,)
    ).fetchone()
    return row


def content(row: tuple[bytes, int]) -> bytes:
    """The bytes as they came. Raises ValueError where they are damaged."""
    return codec.unpacked(*row)


def delete(connection: sqlite3.Connection, entries: Iterable[int]) -> tuple[int, int]:
    """Take these out, and the bodies that nothing needs any more. Counts of both."""
    found = [(entry,) for entry in entries]
    bodies: set[Any] = set()
    gone = 0
    for row in found:
        for (number,) in connection.execute("SELECT body FROM entries WHERE id = ?", row):
            bodies.add(number)
        gone += connection.execute("DELETE FROM entries WHERE id = ?", row).rowcount
    dropped = 0
    for number in bodies:
        dropped += connection.execute(
            "DELETE FROM bodies WHERE id = ?1 "
            "AND NOT EXISTS (SELECT 1 FROM entries WHERE body = ?1)",
            (number,),
        ).rowcount
    return gone, dropped
