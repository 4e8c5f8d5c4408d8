"""How far a list is read and how long it should be, validated before anything is sent."""

from __future__ import annotations

from typing import Any

from hikerkit_api.core.model import Model
from hikerkit_api.core.operation import Operation
from hikerkit_api.core.options import ListOptions
from msgspec import Struct

from hikerkit._utils.json_path import as_count, find, parse_pointer
from hikerkit._utils.validation import require_optional_int
from hikerkit.errors import ArgumentError


class Bounds(Struct, frozen=True):
    """The bounds of one list."""

    limit: int | None
    max_pages: int | None
    max_empty: int | None
    expected: int | None
    prefetch: bool


def validate_bounds(operation: Operation[Any], options: ListOptions) -> Bounds:
    """The bounds in these options. Raises ArgumentError."""
    if not isinstance(options.prefetch, int) or options.prefetch not in (0, 1):
        raise ArgumentError(
            f"prefetch={options.prefetch!r:.60}: expected 0, or 1 to request one page ahead",
            argument="prefetch",
        )
    return Bounds(
        require_optional_int("limit", options.limit),
        require_optional_int("max_pages", options.max_pages),
        require_optional_int("max_empty", options.max_empty, 1),
        None if options.expected is None else _expected_length(operation, options.expected),
        bool(options.prefetch),
    )


def _expected_length(operation: Operation[Any], expected: int | Model) -> int | None:
    """The expected number of items: as given, or from the counts of a profile."""
    if not isinstance(expected, Model):
        return require_optional_int("expected", expected)
    counts = type(expected).__entity__.get("counts", {})
    for pointer, operation_id in counts.items():
        if operation_id == operation.id:
            return as_count(find(expected, parse_pointer(pointer)))
    raise ArgumentError(
        f"expected=: {type(expected).__name__} does not say how long the list of "
        f"{operation.resource}.{operation.name}() is; give a number, or nothing",
        argument="expected",
    )
