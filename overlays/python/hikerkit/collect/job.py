"""A collection job: accounts, lists and destination, read from a TOML file."""

from __future__ import annotations

import difflib
import os
import tomllib
from typing import Any

import attrs

from hikerkit.errors import ArgumentError

MAX_CONCURRENCY = 64


@attrs.frozen
class Job:
    """One collection."""

    accounts: tuple[str, ...] = ()
    """Names or ids."""
    file: str | None = None
    """A file of names or ids, one per line."""
    query: str | None = None
    """A DuckDB query of `into` whose first column has names or ids."""
    lists: tuple[str, ...] = ("profile",)
    into: str = "hiker.duckdb"
    """A DuckDB file, a folder for Parquet files, a postgresql:// URL, or a dlt destination."""
    limit: int | None = None
    """Maximum items of each list."""
    concurrency: int = 8
    """Accounts at a time."""


_TYPES: dict[str, tuple[type, str]] = {
    "accounts": (list, "a list of names or ids"),
    "file": (str, "a path"),
    "query": (str, "SQL"),
    "lists": (list, "a list of names of lists"),
    "into": (str, "a path or a URL"),
    "limit": (int, "a number of items"),
    "concurrency": (int, "a number of accounts"),
}


def validate_job(job: Job) -> Job:
    """The same job. Raises ArgumentError for a number that is out of range."""
    if job.limit is not None and job.limit < 1:
        raise ArgumentError(f"limit: expected 1 or more, got {job.limit}", argument="limit")
    if not 1 <= job.concurrency <= MAX_CONCURRENCY:
        raise ArgumentError(
            f"concurrency: expected 1 to {MAX_CONCURRENCY}, got {job.concurrency}",
            argument="concurrency",
        )
    return job


def read_job(path: str) -> Job:
    """The job in a TOML file; paths in it are relative to the file. Raises ArgumentError."""
    try:
        with open(path, "rb") as file:
            options = tomllib.load(file)
    except OSError as error:
        raise ArgumentError(f"{path} cannot be read: {error.strerror}", argument="job") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ArgumentError(f"{path}: {error}", argument="job") from None
    values = {name: _validate_option(path, name, value) for name, value in options.items()}
    folder = os.path.dirname(path)
    if values.get("file"):
        values["file"] = os.path.join(folder, values["file"])
    into = values.get("into", "")
    if "://" not in into and into.endswith((".duckdb", "/")):
        values["into"] = os.path.join(folder, into)
    return validate_job(Job(**values))


def _validate_option(path: str, name: str, value: Any) -> Any:
    if name not in _TYPES:
        similar = difflib.get_close_matches(name, _TYPES, n=1)
        hint = f"did you mean {similar[0]}?" if similar else f"expected {', '.join(_TYPES)}"
        raise ArgumentError(f"{path}: unknown job option {name}; {hint}", argument=name)
    type_, expected = _TYPES[name]
    entries = value if isinstance(value, list) else []
    if type(value) is not type_ or any(type(entry) not in (str, int) for entry in entries):
        raise ArgumentError(f"{path}: {name}: expected {expected}", argument=name)
    return tuple(str(entry) for entry in entries) if type_ is list else value
