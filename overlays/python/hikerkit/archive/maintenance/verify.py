"""Read a complete archive and list what is damaged."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from typing import Any

from hikerkit.archive import codec
from hikerkit.archive.database import Database
from hikerkit.archive.store import ArchiveStore


def verify(store: ArchiveStore) -> list[str]:
    """See `Archive.verify`."""
    # On connections of its own, so that replays continue: this takes long.
    database = Database(store.path, store.lock_timeout)
    try:
        return _find_damage(database.read)
    finally:
        database.close()


def _find_damage(read: Callable[..., Any]) -> list[str]:
    damage = [line for line in read(_integrity) if line != "ok"]
    last = 0
    while True:
        rows = read(lambda c, after=last: _bodies(c, after))
        if not rows:
            return damage
        for number, digest, size, content in rows:
            try:
                good = hashlib.sha256(codec.decompress(content, size)).digest() == digest
            except ValueError:
                good = False
            if not good:
                damage.append(f"body {number} is not what was stored")
        last = rows[-1][0]


def _integrity(connection: sqlite3.Connection) -> list[str]:
    return [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]


def _bodies(connection: sqlite3.Connection, after: int) -> list[Any]:
    return connection.execute(
        "SELECT id, sha256, size, content FROM bodies WHERE id > ? ORDER BY id LIMIT 50", (after,)
    ).fetchall()
