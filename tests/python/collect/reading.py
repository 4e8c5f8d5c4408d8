"""What stands in the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    """What a query finds."""
    with duckdb.connect(str(database), read_only=True) as connection:
        found: list[tuple[Any, ...]] = connection.execute(query).fetchall()
    return found


def table(database: Path, name: str, *columns: str) -> set[tuple[Any, ...]]:
    """These columns of a table."""
    return set(rows(database, f"SELECT {', '.join(columns)} FROM {name}"))
