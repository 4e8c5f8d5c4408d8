"""The tables of the file, and their versions.

bodies   each different body once: sha256, size (bytes unpacked), content (see `codec`)
entries  one row a response, the newest last: request (see `request_key`), operation, method, url,
         received (Unix seconds), status, units (what the service said it cost), price (the same,
         or the spec's price), elapsed (seconds), headers (JSON), replayable (1: it is the
         response to later calls), body
names    which name had which id, in which entry
claims   leases of requests that are under way: their process and heartbeats (see `leases`)
answers  a view for people: the entries with their time in words and their size
"""

from __future__ import annotations

import sqlite3

from hikerkit.errors import ArchiveVersionError, NotAnArchiveError

APPLICATION_ID = 0x48494B41  # "HIKA"
VERSION = 1

_TABLES = """
CREATE TABLE bodies (
    id INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    content BLOB NOT NULL
);
CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request BLOB NOT NULL,
    operation TEXT NOT NULL,
    method TEXT NOT NULL,
    url TEXT NOT NULL,
    received REAL NOT NULL,
    status INTEGER NOT NULL,
    units INTEGER,
    price INTEGER NOT NULL,
    elapsed REAL NOT NULL,
    headers TEXT NOT NULL,
    replayable INTEGER NOT NULL,
    body INTEGER NOT NULL REFERENCES bodies(id)
);
CREATE INDEX entries_request ON entries(request);
CREATE INDEX entries_body ON entries(body);
CREATE TABLE names (
    name TEXT NOT NULL,
    entry INTEGER NOT NULL REFERENCES entries(id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (name, entry, id)
) WITHOUT ROWID;
CREATE INDEX names_entry ON names(entry);
CREATE INDEX names_id ON names(id);
CREATE TABLE claims (
    request BLOB PRIMARY KEY,
    token TEXT NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    beat INTEGER NOT NULL
) WITHOUT ROWID;
CREATE VIEW answers AS
    SELECT entries.id, operation, url, datetime(received, 'unixepoch') AS time, status, units,
           size, length(content) AS stored, replayable, received, body
    FROM entries JOIN bodies ON bodies.id = entries.body;
"""

# Budgets may be in the same file, even before the archive.
_GUESTS = {"budget", "budget_hold", "sqlite_sequence"}

# Version to the statements that lead to the next.
_MIGRATIONS: dict[int, str] = {}


def is_current(connection: sqlite3.Connection, path: str) -> bool:
    """Whether the tables exist in this version. Raises ArchiveError for any other file."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application == APPLICATION_ID:
        if version > VERSION:
            raise ArchiveVersionError(
                f"{path} is an archive of version {version}; this hikerkit reads up to {VERSION}",
                path=path,
            )
        return bool(version == VERSION)
    tables = {
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    if application or version or tables - _GUESTS:
        raise NotAnArchiveError(f"{path} is a database, but not an archive", path=path)
    return False


def create(connection: sqlite3.Connection, path: str) -> None:
    """Create or migrate the tables, inside a transaction of the caller."""
    if is_current(connection, path):
        return  # another process was faster
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    scripts = [_MIGRATIONS[step] for step in range(version, VERSION)] if version else [_TABLES]
    for script in scripts:
        for statement in script.split(";"):  # executescript would commit
            if statement.strip():
                connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
