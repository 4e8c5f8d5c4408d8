"""Items as a table of pandas or polars: nested fields as flat columns, such as `user.name`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from hikerkit.errors import ArgumentError, MissingExtraError
from hikerkit.tables.column_types import ColumnType, fitted, kind_of, type_of
from hikerkit.tables.flatten import Columns

if TYPE_CHECKING:
    import pandas  # type: ignore[import-not-found, import-untyped, unused-ignore]
    import polars  # type: ignore[import-not-found, unused-ignore]

# Types that know a missing value from any other, so that ids stay integers.
_PANDAS = {"int64": "Int64", "float64": "Float64", "bool": "boolean", "string": "string"}
_POLARS = {"int64": "Int64", "float64": "Float64", "bool": "Boolean", "string": "String"}


def needed(library: str) -> Any:
    """The library. Raises MissingExtraError that says what to install."""
    try:
        return import_module(library)
    except ImportError:
        raise MissingExtraError(
            f"{library} is not installed: pip install 'hikerkit[{library}]'"
        ) from None


def checked_fields(fields: str | Iterable[str] | None) -> tuple[str, ...] | None:
    """The columns that were asked for. Raises ArgumentError."""
    if fields is None:
        return None
    names = tuple(dict.fromkeys([fields] if isinstance(fields, str) else fields))
    if not names or not all(isinstance(name, str) and name for name in names):
        raise ArgumentError(
            f"fields: expected names of fields, such as 'pk' or 'user.pk', got {fields!r:.80}",
            argument="fields",
        )
    return names


def to_pandas(
    items: Iterable[Any], fields: tuple[str, ...] | None, first: Sequence[str]
) -> pandas.DataFrame:
    """A table of pandas."""
    library = needed("pandas")
    return library.DataFrame({
        name: library.array(values, dtype=_PANDAS[kind])
        for name, kind, values in _columns(items, fields, first)
    })  # fmt: skip


def to_polars(
    items: Iterable[Any], fields: tuple[str, ...] | None, first: Sequence[str]
) -> polars.DataFrame:
    """A table of polars."""
    library = needed("polars")
    made: polars.DataFrame = library.DataFrame([
        library.Series(name, values, dtype=getattr(library, _POLARS[kind]))
        for name, kind, values in _columns(items, fields, first)
    ])  # fmt: skip
    return made


def _columns(
    items: Iterable[Any], fields: tuple[str, ...] | None, first: Sequence[str]
) -> list[tuple[str, ColumnType, list[Any]]]:
    """Name, type and values of each column."""
    columns = Columns(fields, first)
    rows = [columns.row(item) for item in items]
    made = []
    for name in columns.names():
        values = [row.get(name) for row in rows]
        type_ = type_of({kind_of(value) for value in values if value is not None})
        made.append((name, type_, [fitted(type_, value) for value in values]))
    return made
