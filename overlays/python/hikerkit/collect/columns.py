"""Columns of a table: the plain fields of a model, each of the one type that the spec says."""

from __future__ import annotations

import inspect
import re
from typing import Any, Literal

import attrs
from hikerkit_api.core.model import Model

Kind = Literal["text", "id", "int", "float", "bool", "time"]
RESERVED = ("id", "owner_id", "rest", "seen_at", "run_id")
"""Columns of every table of things."""
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
    """One column, and the field that it holds."""

    name: str
    key: str
    """Name of the field in the JSON."""
    kind: Kind


def columns_of(model: type[Model]) -> list[Column]:
    """The columns of a model; what is nested or has no documented type is none."""
    made: dict[str, Column] = {}
    for base in reversed(model.__mro__):
        notes = inspect.get_annotations(base)
        for attribute, note in notes.items():
            key = model.__keys__.get(attribute)
            name = re.sub("_+", "_", attribute.strip("_").lower())
            if key is None or name in RESERVED or name in made:
                continue
            words = frozenset(re.split(r"\s*\|\s*", str(note))) - {"None"}
            kind = _KINDS.get(words)
            if key in model.__identity__ and kind is not None:
                kind = "id"
            elif key in model.__times__:
                kind = "time"
            if kind is not None:
                made[name] = Column(name, key, kind)
    return list(made.values())


def fit(kind: Kind, value: Any, per_second: int = 1) -> Any:
    """The value as the column holds it; None where it does not fit."""
    what = type(value)
    if kind == "id":
        if what is int:
            return str(value)
        return whole_text(value) if what is str else None
    if kind == "text":
        return whole_text(value) if what is str else None
    if kind == "bool":
        return value if what is bool else None
    if kind == "int":
        return value if what is int and -(2**63) <= value < 2**63 else None
    if kind == "float":
        if what is int:
            return float(value) if abs(value) <= 2**53 else None
        return value if what is float else None
    # 0 is "never"; microseconds since 1970 must have room.
    usable = what is int and 0 < value < 2**33 * per_second
    return value * 1_000_000 // per_second if usable else None


def whole_text(value: str) -> str:
    """The text as any database takes it: half a surrogate pair and NUL spelled as escapes."""
    if "\0" in value:
        value = value.replace("\0", "\\x00")
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "backslashreplace").decode()
    return value
