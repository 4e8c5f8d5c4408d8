"""How long a list ought to be: from a number that the caller gives, or from a profile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hikerkit_api.calls import Operation
from hikerkit_api.types import Model

from hikerkit._utils.text import way
from hikerkit.calls.arguments import count
from hikerkit.errors import ArgumentError


def announced(operation: Operation[Any], expected: int | Model | None) -> int | None:
    """The number of items that the list is expected to have; None where nothing says so.

    Raises ArgumentError.
    """
    if not isinstance(expected, Model):
        return count("expected", expected)
    counts = expected.__entity__.get("counts", {})
    for pointer, operation_id in counts.items():
        if operation_id == operation.id:
            return as_count(find(expected, way(pointer)))
    raise ArgumentError(
        f"expected=: {type(expected).__name__} does not say how long the list of "
        f"{operation.resource}.{operation.name}() is; give a number, or nothing",
        argument="expected",
    )


def find(data: Any, path: Iterable[str]) -> Any:
    """What is found on this way into a response; None where there is nothing."""
    for step in path:
        if not isinstance(data, dict | Model) or step not in data:
            return None
        data = data[step]
    return data


def as_count(value: Any) -> int | None:
    """A count as the service spells it: a number, or digits in a string."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    return None
