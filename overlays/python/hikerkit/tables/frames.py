"""Items as a pandas or polars data frame; a nested field becomes a column such as `user.name`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from hikerkit.errors import ArgumentError, MissingExtraError
from hikerkit.tables.column_types import ColumnType, column_type, convert_value, value_kind
from hikerkit.tables.flatten import Columns

if TYPE_CHECKING:
    import pandas  # type: ignore[import-not-found, import-untyped, unused-ignore]
    import polars  # type: ignore[import-not-found, unused-ignore]

# Nullable types, so that ids stay integers in a column with missing values.
_PANDAS = {"int64": "Int64", "float64": "Float64", "bool": "boolean", "string": "string"}
_POLARS = {"int64": "Int64", "float64": "Float64", "bool": "Boolean", "string": "String"}


def import_library(name: str) -> Any:
    """The library. Raises MissingExtraError that says how to install it."""
    try:
        return import_module(name)
    except ImportError:
        raise MissingExtraError(
            f"{name} is not installed: pip install 'hikerkit[{name}]'"
        ) from None


def validate_fields(fields: str | Iterable[str] | None) -> tuple[str, ...] | None:
    """The requested columns, each once. Raises ArgumentError."""
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
    """A pandas data frame. Columns in `first` go first. Raises MissingExtraError."""
    library = import_library("pandas")
    return library.DataFrame({
        name: library.array(values, dtype=_PANDAS[type_])
        for name, type_, values in _columns(items, fields, first)
    })  # fmt: skip


def to_polars(
    items: Iterable[Any], fields: tuple[str, ...] | None, first: Sequence[str]
) -> polars.DataFrame:
    """A polars data frame. Columns in `first` go first. Raises MissingExtraError."""
    library = import_library("polars")
    frame: polars.DataFrame = library.DataFrame([
        library.Series(name, values, dtype=getattr(library, _POLARS[type_]))
        for name, type_, values in _columns(items, fields, first)
    ])  # fmt: skip
    return frame


def _columns(
    items: Iterable[Any], fields: tuple[str, ...] | None, first: Sequence[str]
) -> Iterable[tuple[str, ColumnType, list[Any]]]:
    """Name, type and values of each column."""
    columns = Columns(fields, first)
    rows = [columns.row(item) for item in items]
    for name in columns.names():
        values = [row.get(name) for row in rows]
        type_ = column_type({value_kind(value) for value in values if value is not None})
        yield name, type_, [convert_value(type_, value) for value in values]
