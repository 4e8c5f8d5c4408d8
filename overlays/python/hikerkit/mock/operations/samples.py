"""Builds the smallest value that fits a schema, where the spec has no example."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from hikerkit.spec.document import Document, Json, listed
from hikerkit.spec.errors import SpecError

_FORMATS = {
    "date": "2026-01-01",
    "date-time": "2026-01-01T00:00:00Z",
    "email": "someone@example.com",
    "time": "00:00:00Z",
    "uri": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
_LONGER = 32


def build(spec: Document, schema: Any, *, filled: bool = False) -> Any:
    """A value that fits: null if it may be (unless `filled`), with required properties only.

    Raises SpecError if none is found.
    """
    if not filled and spec.is_nullable(schema):
        return None
    schema = spec.resolve(schema)
    for value in _given_values(schema):
        if value is not None:
            return value
    kind = next((kind for kind in listed(schema.get("type")) if kind != "null"), None)
    if kind == "object" or (kind is None and schema.get("properties")):
        places = schema.get("properties", {})
        return {name: build(spec, places.get(name, {})) for name in schema.get("required", ())}
    if kind == "array":
        return _array(spec, schema)
    if kind in ("integer", "number"):
        return _number(schema)
    if kind == "string":
        return _string(spec, schema)
    return False if kind == "boolean" else None


def _given_values(schema: Json) -> Iterator[Any]:
    for word in ("const", "default", "example"):
        yield schema.get(word)
    for word in ("examples", "enum"):
        yield from schema.get(word, ())


def _array(spec: Document, schema: Json) -> list[Any]:
    first = [build(spec, place) for place in schema.get("prefixItems", ())]
    missing = schema.get("minItems", 0) - len(first)
    return first + [build(spec, schema.get("items", {})) for _ in range(missing)]


def _number(schema: Json) -> int:
    low = math.ceil(schema.get("minimum", 0))
    if "exclusiveMinimum" in schema:
        low = max(low, math.floor(schema["exclusiveMinimum"]) + 1)
    return int(min(low, math.floor(schema.get("maximum", low))))


def _string(spec: Document, schema: Json) -> str:
    validator, shortest = spec.validator(schema), schema.get("minLength", 0)
    candidates = [_FORMATS.get(schema.get("format", ""), "")]
    candidates += [letter * n for n in range(shortest, shortest + _LONGER) for letter in "0aA-"]
    for text in candidates:
        if validator.is_valid(text):
            return text
    raise SpecError(f"no string was found that fits {schema}; give the schema an example")
