"""What to collect, as a file says it: accounts, lists, and where to."""

from __future__ import annotations

import difflib
import os
import tomllib
from typing import Any

import attrs

from hikerkit.errors import ArgumentError

MOST_AT_ONCE = 64


@attrs.frozen
class Job:
    """One collection."""

    accounts: tuple[str, ...] = ()
    """Names or ids."""
    file: str | None = None
    """A file with one a line."""
    query: str | None = None
    """SQL for DuckDB that gives them in its first column; it reads what `into` holds."""
    lists: tuple[str, ...] = ("profile",)
    into: str = "hiker.duckdb"
    """A DuckDB file, a folder for Parquet files, a postgresql:// URL, or a destination of dlt."""
    limit: int | None = None
    """Items of each list at most."""
    concurrency: int = 8
    """Accounts at once."""


_KINDS: dict[str, tuple[type, str]] = {
    "accounts": (list, "a list of names or ids"),
    "file": (str, "a path"),
    "query": (str, "SQL"),
    "lists": (list, "a list of names of lists"),
    "into": (str, "a path or a URL"),
    "limit": (int, "a number of items"),
    "concurrency": (int, "a number of accounts"),
}


def checked(job: Job) -> Job:
    """The same job. Raises ArgumentError for a number that is out of range."""
    if job.limit is not None and job.limit < 1:
        raise ArgumentError(f"limit: expected 1 or more, got {job.limit}", argument="limit")
    if not 1 <= job.concurrency <= MOST_AT_ONCE:
        raise ArgumentError(
            f"concurrency: expected 1 to {MOST_AT_ONCE}, got {job.concurrency}",
            argument="concurrency",
        )
    return job


def read(path: str | os.PathLike[str]) -> Job:
    """The job that a TOML file describes; its paths are relative to it. Raises ArgumentError."""
    where = os.fspath(path)
    try:
        with open(path, "rb") as file:
            given = tomllib.load(file)
    except OSError as error:
        raise ArgumentError(f"{where} cannot be read: {error.strerror}", argument="job") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ArgumentError(f"{where}: {error}", argument="job") from None
    made = {name: _value(where, name, value) for name, value in given.items()}
    folder = os.path.dirname(where)
    if made.get("file"):
        made["file"] = os.path.join(folder, made["file"])
    if "into" in made and "://" not in made["into"] and made["into"].endswith((".duckdb", "/")):
        made["into"] = os.path.join(folder, made["into"])
    return checked(Job(**made))


def _value(where: str, name: str, value: Any) -> Any:
    if name not in _KINDS:
        close = difflib.get_close_matches(name, _KINDS, n=1)
        hint = f"did you mean {close[0]}?" if close else f"it knows {', '.join(_KINDS)}"
        raise ArgumentError(f"{where}: {name} is no word of a job; {hint}", argument=name)
    kind, words = _KINDS[name]
    entries = value if isinstance(value, list) else []
    if type(value) is not kind or any(type(entry) not in (str, int) for entry in entries):
        raise ArgumentError(f"{where}: {name}: expected {words}", argument=name)
    return tuple(str(entry) for entry in entries) if kind is list else value
