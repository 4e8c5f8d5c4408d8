"""Which accounts to collect: as given, from a file, from a query."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from hikerkit.errors import ArgumentError

LONGEST = 200
"""Characters of a name; a longer line is no list of names."""


def accounts(
    given: Iterable[str] = (),
    file: str | os.PathLike[str] | None = None,
    query: str | None = None,
    database: str | os.PathLike[str] | None = None,
) -> list[str]:
    """Names and ids, each once, in the order in which they were given.

    Args:
        given: Names or ids; @ before a name is left out.
        file: One a line; what follows a # is not read, nor are empty lines.
        query: SQL for DuckDB; the first column of what it gives.
        database: The DuckDB file that the query reads.

    Raises:
        ArgumentError: There is none, or something is wrong with where they come from.
    """
    found: dict[str, None] = {}
    sources: list[tuple[str, Iterable[str]]] = [("accounts", given)]
    if file is not None:
        sources.append(("file", _lines(file)))
    if query is not None:
        sources.append(("query", _rows(query, database)))
    for argument, texts in sources:
        for text in texts:
            found[_checked(text, argument)] = None
    if not found:
        raise ArgumentError(
            "accounts: there is none; give names or ids, a file with one a line, or a query",
            argument="accounts",
        )
    return list(found)


def _checked(text: object, argument: str) -> str:
    account = str(text).strip().removeprefix("@")
    if not account or len(account) > LONGEST or not account.isprintable() or " " in account:
        raise ArgumentError(
            f"{argument}: expected a name or an id of an account, got {str(text)!r:.80}",
            argument=argument,
        )
    return account


def _lines(path: str | os.PathLike[str]) -> Iterator[str]:
    try:
        with open(path, encoding="utf-8-sig") as file:
            for line in file:
                if text := line.split("#", 1)[0].strip():
                    yield text
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise ArgumentError(
            f"file: {os.fspath(path)} cannot be read: {why}", argument="file"
        ) from None


def _rows(query: str, database: str | os.PathLike[str] | None) -> list[str]:
    import duckdb

    try:
        name = ":memory:" if database is None else os.fspath(database)
        with duckdb.connect(name, read_only=database is not None) as connection:
            rows = connection.execute(query).fetchall()
    except duckdb.Error as error:
        first = str(error).strip().splitlines()[0]
        raise ArgumentError(f"query: {first}", argument="query") from None
    return [str(row[0]) for row in rows if row and row[0] is not None]
