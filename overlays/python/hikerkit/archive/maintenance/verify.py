"""Reads a whole archive and says what is damaged."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hikerkit.archive import codec
from hikerkit.archive.database import Database

if TYPE_CHECKING:
    from hikerkit.archive.archive import Archive


def verify(archive: Archive) -> list[str]:
    """See `Archive.verify`."""
    # A connection of its own: this takes long, and replays go on beside it.
    database = Database(archive.path, archive._lock_timeout)
    try:
        return _damage(database.read)
    finally:
        database.close()


def _damage(read: Callable[..., Any]) -> list[str]:
    found = [line for line in read(_integrity, patient=True) if line != "ok"]
    last = 0
    while True:
        rows = read(lambda c, after=last: _bodies(c, after), patient=True)
        if not rows:
            return found
        for number, digest, size, content in rows:
            try:
                good = hashlib.sha256(codec.unpacked(content, size)).digest() == digest
            except ValueError:
                good = False
            if not good:
                found.append(f"body {number} is not what was stored")
        last = rows[-1][0]


def _integrity(connection: sqlite3.Connection) -> list[str]:
    return [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]


def _bodies(connection: sqlite3.Connection, after: int) -> list[Any]:
    return connection.execute(
        "SELECT id, sha256, size, content FROM bodies WHERE id > ? ORDER BY id LIMIT 50", (after,)
    ).fetchall()
