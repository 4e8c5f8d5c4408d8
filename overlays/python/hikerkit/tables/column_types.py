"""The type of a column: one for all of its values, ids exact, what changed its type as text."""

from __future__ import annotations

import json
from typing import Any, Literal

ColumnType = Literal["int64", "float64", "bool", "string"]

_EXACT = 2**53  # beyond it a float has no room for every integer


def kind_of(value: Any) -> str:
    """What a value asks of its column."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        if -_EXACT <= value <= _EXACT:
            return "int"
        return "long" if -(2**63) <= value < 2**63 else "huge"
    return "float" if isinstance(value, float) else "string"


def type_of(kinds: set[str]) -> ColumnType:
    """The type that has room for values of all these kinds."""
    if kinds and kinds <= {"int", "long"}:
        return "int64"
    if kinds and kinds <= {"int", "float"}:
        return "float64"
    return "bool" if kinds == {"bool"} else "string"


def fitted(type_: ColumnType, value: Any) -> Any:
    """The value as a column of this type holds it."""
    if value is None or type_ != "string":
        return value
    text = value if isinstance(value, str) else json.dumps(value)
    # Half of a surrogate pair is no Unicode.
    return text.encode("utf-8", "backslashreplace").decode()
