"""JSON pointers: parse them, format them, and read what they point to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

JsonPath: TypeAlias = tuple[str, ...]
"""The keys on the path from the root of a JSON document to a value in it."""

# What has no keys; what is left is a dict or a model.
_LEAVES = (str, int, float, list, type(None))


def parse_pointer(pointer: str) -> JsonPath:
    """The keys of a JSON pointer (RFC 6901)."""
    return tuple(s.replace("~1", "/").replace("~0", "~") for s in pointer.split("/")[1:])


def format_pointer(path: Iterable[object]) -> str:
    """The JSON pointer of these keys and array indexes."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def find(data: Any, path: Iterable[str]) -> Any:
    """The value at this path of objects; None if there is none."""
    for step in path:
        if isinstance(data, _LEAVES) or step not in data:
            return None
        data = data[step]
    return data


def as_count(value: Any) -> int | None:
    """A count as the service writes it, a number or a string of digits; None for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    return None
