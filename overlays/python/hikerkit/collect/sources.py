"""Sources of accounts: names or ids as arguments, from a file, or from a query."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from hikerkit.collect.errors import first_line
from hikerkit.errors import ArgumentError

MAX_LENGTH = 200
"""Characters of a name or id."""


def read_accounts(
    names: Iterable[str] = (),
    file: str | os.PathLike[str] | None = None,
    query: str | None = None,
    database: str | os.PathLike[str] | None = None,
) -> list[str]:
    """Names and ids, each once, in the order given.

    Args:
        names: Names or ids; a leading @ is removed.
        file: A file with one per line; empty lines and text after # are ignored.
        query: A DuckDB query; its first column has names or ids.
        database: The DuckDB file for the query.

    Raises:
        ArgumentError: There are none, or a source is invalid.
    """
    accounts: dict[str, None] = {}
    sources: list[tuple[str, Iterable[str]]] = [("accounts", names)]
    if file is not None:
        sources.append(("file", _read_file(file)))
    if query is not None:
        sources.append(("query", _run_query(query, database)))
    for argument, texts in sources:
        for text in texts:
            accounts[_parse_account(text, argument)] = None
    if not accounts:
        raise ArgumentError(
            "accounts: none given; expected names or ids, a file of them, or a query",
            argument="accounts",
        )
    return list(accounts)


def _parse_account(text: str, argument: str) -> str:
    account = text.strip().removeprefix("@")
    if not account or len(account) > MAX_LENGTH or not account.isprintable() or " " in account:
        raise ArgumentError(
            f"{argument}: expected the name or id of an account, got {text!r:.80}",
            argument=argument,
        )
    return account


def _read_file(path: str | os.PathLike[str]) -> Iterator[str]:
    try:
        with open(path, encoding="utf-8-sig") as file:
            for line in file:
                if text := line.split("#", 1)[0].strip():
                    yield text
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ArgumentError(
            f"file: {os.fspath(path)} cannot be read: {reason}", argument="file"
        ) from None


def _run_query(query: str, database: str | os.PathLike[str] | None) -> list[str]:
    import duckdb

    try:
        name = ":memory:" if database is None else os.fspath(database)
        with duckdb.connect(name, read_only=database is not None) as connection:
            rows = connection.execute(query).fetchall()
    except duckdb.Error as error:
        raise ArgumentError(f"query: {first_line(error)}", argument="query") from None
    return [str(row[0]) for row in rows if row and row[0] is not None]
