"""Column types: one type for all values of a column. Mixed types become text, so ids stay exact."""

from __future__ import annotations

import json
from typing import Any, Literal

ColumnType = Literal["int64", "float64", "bool", "string"]

MAX_EXACT_FLOAT = 2**53
"""Beyond it a float cannot represent every integer."""


def value_kind(value: Any) -> str:
    """The kind of a value, for `column_type`."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        if -MAX_EXACT_FLOAT <= value <= MAX_EXACT_FLOAT:
            return "int"
        return "long" if fits_int64(value) else "huge"
    return "float" if isinstance(value, float) else "string"


def column_type(kinds: set[str]) -> ColumnType:
    """The type that can represent values of all these kinds."""
    if kinds and kinds <= {"int", "long"}:
        return "int64"
    if kinds and kinds <= {"int", "float"}:
        return "float64"
    return "bool" if kinds == {"bool"} else "string"


def convert_value(type_: ColumnType, value: Any) -> Any:
    """The value for a column of this type."""
    if value is None or type_ != "string":
        return value
    return escape_surrogates(value if isinstance(value, str) else json.dumps(value))


def fits_int64(value: int) -> bool:
    """Whether a signed 64-bit column can hold it."""
    return -(2**63) <= value < 2**63


def escape_surrogates(text: str) -> str:
    """The text with lone surrogates, which UTF-8 cannot encode, as backslash escapes."""
    return text.encode("utf-8", "backslashreplace").decode()
