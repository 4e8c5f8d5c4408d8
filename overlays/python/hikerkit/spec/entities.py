"""Entities: the objects of a response that have an id, and the meaning of their fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import attrs

from hikerkit._utils.validation import is_int
from hikerkit.spec.document import Document, Json

ID_TEXT = re.compile(r"([a-z]+:)?([0-9]+)(?:_([0-9]+))?")
"""A text that is an id: with a prefix, or with the id of the owner behind it."""


@attrs.frozen
class Entity:
    """An object of a body that has an id."""

    id: str
    """Its digits."""
    fields: Json
    """Its `x-entity`, which field means what; {} without one."""
    node: Json

    @property
    def kind(self) -> str | None:
        """What it is, in the words of the spec."""
        return self.fields.get("kind")

    def get(self, meaning: str) -> Any:
        """The value of its field with this meaning (`name`, `title`, ...); None without one."""
        field = self.fields.get(meaning)
        return self.node.get(field) if field else None


def entities(spec: Document, schema: Any, body: Any) -> Iterator[Entity]:
    """Every entity in a body, outer objects first."""
    if isinstance(body, list):
        for index, child in enumerate(body):
            yield from entities(spec, spec.child(schema, str(index)), child)
    if not isinstance(body, dict):
        return
    schema = spec.resolve(schema)
    own = entity_id(schema, body)
    if own is not None:
        yield Entity(own, schema.get("x-entity", {}), body)
    for name, child in body.items():
        if isinstance(child, dict | list):
            yield from entities(spec, spec.child(schema, name), child)


def entity_id(schema: Json, node: Json) -> str | None:
    """The digits of an object's id; None without one."""
    for name in schema.get("x-identity", ()):
        value = node.get(name)
        is_id = is_int(value) or isinstance(value, str)
        if is_id and (match := ID_TEXT.fullmatch(str(value))):
            return match[2]
    return None


def read_entities(document: Document) -> dict[str, dict[str, tuple[str, ...]]]:
    """By kind: the properties that hold an id ("ids") and those with a unique name ("names")."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for schema in document.schemas.values():
        entity = schema.get("x-entity") if isinstance(schema, dict) else None
        if entity:
            kind = found.setdefault(entity["kind"], {"ids": {}, "names": {}})
            kind["ids"].update(dict.fromkeys(schema.get("x-identity", ())))
            if "name" in entity:
                kind["names"][entity["name"]] = None
    return {
        kind: {word: tuple(names) for word, names in properties.items()}
        for kind, properties in found.items()
    }


def named_kind(document: Document) -> str | None:
    """The first kind of thing that has a unique name; None if there is none."""
    return next((kind for kind, found in read_entities(document).items() if found["names"]), None)
