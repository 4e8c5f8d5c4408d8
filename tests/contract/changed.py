"""Every documented body with one field changed, at every place in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import attrs

from tests.contract.described import NULL, OPERATIONS, Described, follow


class Gone:
    """Stands for a field that is taken away."""

    def __repr__(self) -> str:
        return "gone"


GONE = Gone()
CANDIDATES: tuple[Any, ...] = (
    None, GONE, "", "ñ…\u2028👩‍👩‍👧", "17841414211021457", 3870025531093850440, 2**64 + 1, -1, 0,
    1.0, 0.1, 1e300, True, False, [], {}, ["x"], {"new": 1},
)  # fmt: skip
_MORE_AT_FIRST = 6


@attrs.frozen(eq=False)
class Change:
    """One change; the body is shared and changed only while it is served."""

    place: tuple[Any, ...]
    value: Any


@lru_cache(maxsize=1)
def changes() -> dict[str, list[Change]]:
    """A change at every place of every body, more of them where a field is met first.

    By operation. They go round the candidates, so that a field with many places meets them all.
    """
    met: Counter[tuple[str, Any, type]] = Counter()
    made: dict[str, list[Change]] = {}
    for described in OPERATIONS:
        if described.example is not None:
            made[described.id] = list(_changes(described, met))
    return made


def _changes(described: Described, met: Counter[tuple[str, Any, type]]) -> Iterator[Change]:
    for place, value, field in _places(described.example, described.schema, "", ()):
        key = (*field, type(value))
        count = 1 if met[key] else _MORE_AT_FIRST
        for _ in range(count):
            candidate = CANDIDATES[(met[key] + sum(map(len, map(str, field)))) % len(CANDIDATES)]
            met[key] += 1
            if candidate is GONE and isinstance(place[-1], int):
                continue  # a shorter list is another good list
            if type(candidate) is not type(value) or candidate != value:
                yield Change(place, candidate)


def changed(body: Any, change: Change) -> Any:
    """The body with this change; a shallow copy along the way, the rest is shared."""
    if not change.place:
        return change.value
    made = body.copy()
    step, rest = change.place[0], change.place[1:]
    if not rest and change.value is GONE:
        del made[step]
    else:
        made[step] = changed(body[step], Change(rest, change.value))
    return made


def _places(
    value: Any, schema: dict[str, Any], name: str, place: tuple[Any, ...]
) -> Iterator[tuple[tuple[Any, ...], Any, tuple[str, Any]]]:
    """Places, values, and which field of which schema each is."""
    schema, name = _solid(schema, name)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*place, key), inner, (name, key)
            properties = schema.get("properties", {})
            yield from _places(inner, properties.get(key, {}), f"{name}.{key}", (*place, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield (*place, index), inner, (name, "[]")
            yield from _places(inner, schema.get("items", {}), name, (*place, index))


def _solid(schema: dict[str, Any], name: str) -> tuple[dict[str, Any], str]:
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
