"""Finds the fields that the spec does not know, at any depth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hikerkit._utils.json_path import format_pointer
from hikerkit.spec.document import Document, listed
from scripts.tools.contract.findings import News, kind

# A map with arbitrary keys would consist of unknown fields.
_MOST = 1000


def news(document: Document, body: Any, schema: Any) -> list[News]:
    """The unknown fields in their order; what is inside one is not examined."""
    found: dict[str, News] = {}
    for path, value in _unknown(document, body, [schema], ()):
        place = format_pointer(path)
        if place in found:
            found[place].kinds.add(kind(value))
            found[place].times += 1
        elif len(found) < _MOST:
            found[place] = News(place, {kind(value)})
    return list(found.values())


def _unknown(
    document: Document, value: Any, schemas: list[Any], path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not isinstance(value, dict | list):
        return
    parts = [part for schema in schemas for part in _parts(document, schema, kind(value))]
    if not parts:
        return  # another type, which the judge reports
    if isinstance(value, list):
        inner = [part["items"] for part in parts if "items" in part]
        for entry in value:
            if inner:
                yield from _unknown(document, entry, inner, (*path, "*"))
            else:
                yield (*path, "*"), entry
        return
    for name, entry in value.items():
        known = [part["properties"][name] for part in parts if name in part.get("properties", ())]
        if not known:
            others = [part.get("additionalProperties") for part in parts]
            known = [other for other in others if isinstance(other, dict)]
        if known:
            yield from _unknown(document, entry, known, (*path, name))
        else:
            yield (*path, name), entry


def _parts(document: Document, schema: Any, type_name: str) -> Iterator[dict[str, Any]]:
    """The schemas that apply to a value of this type, choices and parts resolved."""
    if not isinstance(schema, dict):
        return
    schema = document.dereference(schema)
    if type_name in listed(schema.get("type", type_name)):
        yield schema
    for word in ("allOf", "oneOf", "anyOf"):
        for inner in schema.get(word, ()):
            yield from _parts(document, inner, type_name)
