"""How long a list ought to be: from a number that the caller gives, or from a profile."""

from __future__ import annotations

from typing import Any

from hikerkit_api.core.model import Model
from hikerkit_api.core.operation import Operation

from hikerkit._utils.json_path import as_count, find, parse_pointer
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
            return as_count(find(expected, parse_pointer(pointer)))
    raise ArgumentError(
        f"expected=: {type(expected).__name__} does not say how long the list of "
        f"{operation.resource}.{operation.name}() is; give a number, or nothing",
        argument="expected",
    )
