"""Hypothesis strategies: any JSON that a schema of the spec allows, and ways to encode it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.contract.described_operations import FAILURE, NULL, follow
from tests.contract.validation import validator_for

_MAX_DEPTH = 6
_MAX_OPTIONAL = 5
# Half of an emoji; JSON can encode it.
LONE_SURROGATE = "\ud83d"

integers = st.one_of(
    st.integers(-(2**63), 2**63 - 1),
    st.sampled_from([0, -1, 2**31, 2**53 + 1, 3870025531093850440, 2**63, 2**64 + 1, 10**25]),
    st.sampled_from([1.0, -0.0, 2.0**53, 1e16]),  # integers to JSON Schema
)
numbers = st.one_of(integers, st.floats(allow_nan=False, allow_infinity=False))
texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "007", "3870025531093850440", "null", "true", "1.0", "…"]),
    st.sampled_from(["ñandú", "👩‍👩‍👧", "\u2028\x00\x7f", '"\\/\b', "ﬀ e\u0301 é", "x" * 4000]),
)
anything = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
)


def json_for(schema: dict[str, Any], depth: int = 0) -> st.SearchStrategy[Any]:
    """Values that the schema allows."""
    return _json_for(json.dumps(schema), depth)


@cache
def _json_for(text: str, depth: int) -> st.SearchStrategy[Any]:
    schema = follow(json.loads(text))
    if "enum" in schema or "const" in schema:
        return st.sampled_from(schema.get("enum", [schema.get("const")]))
    if "oneOf" in schema:
        choices = sorted(schema["oneOf"], key=NULL.__ne__)
        validator = validator_for(schema)
        strategies = [st.deferred(lambda c=choice: json_for(c, depth)) for choice in choices]  # type: ignore[misc]
        if depth > _MAX_DEPTH and choices[0] == NULL:
            return st.none()
        return st.one_of(strategies).filter(validator.is_valid)
    kinds = schema.get("type", ["null", "array", "object", "string", "number", "boolean"])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if "type" not in schema and "properties" not in schema:
        return anything
    strategy = st.one_of([_of_kind(kind, schema, depth) for kind in sorted(kinds)])
    narrow = schema.keys() - {"type", "format", "description", "properties", "required", "items"}
    if any(not name.startswith("x-") and name not in ("title", "default") for name in narrow):
        strategy = strategy.filter(validator_for(schema).is_valid)
    return strategy


def _of_kind(kind: str, schema: dict[str, Any], depth: int) -> st.SearchStrategy[Any]:
    if kind == "object":
        return _objects(schema, depth)
    if kind == "array":
        most = 0 if depth > _MAX_DEPTH else 3 if depth < 3 else 1
        items = schema.get("items", {})
        return st.lists(st.deferred(lambda: json_for(items, depth + 1)), max_size=most)
    simple = {"null": st.none(), "boolean": st.booleans(), "integer": integers, "number": numbers}
    if kind != "string":
        return simple[kind]
    return st.from_regex(schema["pattern"]) if "pattern" in schema else texts


@st.composite
def _objects(draw: st.DrawFn, schema: dict[str, Any], depth: int) -> dict[str, Any]:
    properties = schema.get("properties", {})
    required = schema.get("required", [])
    optional = [name for name in properties if name not in required]
    most = 0 if depth > _MAX_DEPTH else _MAX_OPTIONAL if depth < 4 else 2
    chosen = list(required)
    if optional and most:
        chosen += draw(st.lists(st.sampled_from(optional), unique=True, max_size=most))
    made = {name: draw(json_for(properties.get(name, {}), depth + 1)) for name in chosen}
    if draw(st.integers(0, 3)) == 0:
        name = draw(texts)
        if name not in properties and name not in FAILURE:
            made[name] = draw(anything)
    return made


@st.composite
def encodings(draw: st.DrawFn, value: Any) -> bytes:
    """The value as JSON, one of several encodings."""
    indent = draw(st.sampled_from([None, 1]))
    return json.dumps(value, ensure_ascii=draw(st.booleans()), indent=indent).encode()
