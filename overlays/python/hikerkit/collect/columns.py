"""Table columns from the fields of a model, and field values converted to column types."""

from __future__ import annotations

import inspect
import re
from typing import Any, Literal

import attrs
from hikerkit_api.core.model import Model

from hikerkit.tables.column_types import MAX_EXACT_FLOAT, escape_surrogates, fits_int64

Kind = Literal["text", "id", "int", "float", "bool", "time"]
RESERVED = ("id", "owner_id", "rest", "seen_at", "run_id")
"""Columns of every entity table."""
_KINDS: dict[frozenset[str], Kind] = {
    frozenset({"str"}): "text",
    frozenset({"int", "str"}): "id",
    frozenset({"int"}): "int",
    frozenset({"float"}): "float",
    frozenset({"int", "float"}): "float",
    frozenset({"bool"}): "bool",
}


@attrs.frozen
class Column:
    """A column and its field."""

    name: str
    key: str
    """Name of the field in JSON."""
    kind: Kind


def columns_of(model: type[Model]) -> list[Column]:
    """The columns of a model: its fields of a documented scalar type."""
    columns: dict[str, Column] = {}
    for base in reversed(model.__mro__):
        for attribute, annotation in inspect.get_annotations(base).items():
            key = model.__keys__.get(attribute)
            name = re.sub("_+", "_", attribute.strip("_").lower())
            if key is None or name in RESERVED or name in columns:
                continue
            types = frozenset(re.split(r"\s*\|\s*", str(annotation))) - {"None"}
            kind = _KINDS.get(types)
            if key in model.__identity__ and kind is not None:
                kind = "id"
            elif key in model.__times__:
                kind = "time"
            if kind is not None:
                columns[name] = Column(name, key, kind)
    return list(columns.values())


def convert_value(kind: Kind, value: Any) -> Any:
    """The value for a column of this kind; None if it does not fit."""
    type_ = type(value)
    if type_ is str:
        return escape_text(value) if kind in ("id", "text") else None
    if kind == "bool":
        return value if type_ is bool else None
    if kind == "float" and type_ is float:
        return value
    if type_ is not int:
        return None
    if kind == "id":
        return str(value)
    if kind == "int":
        return value if fits_int64(value) else None
    if kind == "float":
        return float(value) if abs(value) <= MAX_EXACT_FLOAT else None
    # Seconds to microseconds since 1970; 0 means "never".
    return value * 1_000_000 if kind == "time" and 0 < value < 2**33 else None


def escape_text(value: str) -> str:
    """The text as every database accepts it: NUL and lone surrogates as backslash escapes."""
    return escape_surrogates(value.replace("\0", "\\x00"))
