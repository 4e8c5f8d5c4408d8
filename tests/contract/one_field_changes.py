"""Every documented body with one field changed: a change for every field at every depth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import attrs

from tests.contract.described_operations import NULL, OPERATIONS, DescribedOperation, follow


class Removed:
    """Marks a field that is removed."""

    def __repr__(self) -> str:
        return "removed"


REMOVED = Removed()
CANDIDATES: tuple[Any, ...] = (
    None, REMOVED, "", "ñ…\u2028👩‍👩‍👧", "17841414211021457", 3870025531093850440, 2**64 + 1, -1, 0,
    1.0, 0.1, 1e300, True, False, [], {}, ["x"], {"new": 1},
)  # fmt: skip
_CHANGES_OF_FIRST = 6


@attrs.frozen(eq=False)
class Change:
    """One change of one field."""

    path: tuple[Any, ...]
    value: Any


@lru_cache(maxsize=1)
def all_changes() -> dict[str, list[Change]]:
    """By operation: a change of every field of its body, several at a field's first occurrence.

    The candidates take turns, so that a field that occurs often meets all of them.
    """
    seen: Counter[tuple[str, Any, type]] = Counter()
    made: dict[str, list[Change]] = {}
    for operation in OPERATIONS:
        if operation.example is not None:
            made[operation.id] = list(_operation_changes(operation, seen))
    return made


def _operation_changes(
    operation: DescribedOperation, seen: Counter[tuple[str, Any, type]]
) -> Iterator[Change]:
    for path, value, field in _fields(operation.example, operation.schema, "", ()):
        key = (*field, type(value))
        count = 1 if seen[key] else _CHANGES_OF_FIRST
        for _ in range(count):
            candidate = CANDIDATES[(seen[key] + sum(map(len, map(str, field)))) % len(CANDIDATES)]
            seen[key] += 1
            if candidate is REMOVED and isinstance(path[-1], int):
                continue  # a shorter list is valid, too
            if type(candidate) is not type(value) or candidate != value:
                yield Change(path, candidate)


def apply_change(body: Any, change: Change) -> Any:
    """A copy of the body with this change; unchanged parts are shared."""
    if not change.path:
        return change.value
    made = body.copy()
    step, rest = change.path[0], change.path[1:]
    if not rest and change.value is REMOVED:
        del made[step]
    else:
        made[step] = apply_change(body[step], Change(rest, change.value))
    return made


def _fields(
    value: Any, schema: dict[str, Any], name: str, path: tuple[Any, ...]
) -> Iterator[tuple[tuple[Any, ...], Any, tuple[str, Any]]]:
    """Paths, values, and which field of which schema each is."""
    schema, name = _resolve(schema, name)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key), inner, (name, key)
            properties = schema.get("properties", {})
            yield from _fields(inner, properties.get(key, {}), f"{name}.{key}", (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield (*path, index), inner, (name, "[]")
            yield from _fields(inner, schema.get("items", {}), name, (*path, index))


def _resolve(schema: dict[str, Any], name: str) -> tuple[dict[str, Any], str]:
    while "$ref" in schema or "oneOf" in schema:
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            schema = follow(schema)
            continue
        choices = [choice for choice in schema["oneOf"] if choice != NULL]
        if len(choices) > 1:
            break
        schema = choices[0]
    return schema, name
