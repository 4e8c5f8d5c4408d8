"""Read the tables of a DuckDB file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with duckdb.connect(str(database), read_only=True) as connection:
        result: list[tuple[Any, ...]] = connection.execute(query).fetchall()
    return result


def table(database: Path, name: str, *columns: str) -> set[tuple[Any, ...]]:
    """The distinct values of these columns of a table."""
    return set(rows(database, f"SELECT {', '.join(columns)} FROM {name}"))
