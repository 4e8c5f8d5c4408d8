"""Parameters that change the values of a response: big integers as strings, more fields."""

from __future__ import annotations

from typing import Any

from hikerkit._utils.validation import is_int
from hikerkit.mock.operations.routes import Route
from hikerkit.spec.document import Document, Json
from hikerkit.spec.entities import entities

# A double holds no integer past this one exactly; the documentation does not define "big".
_SAFE = 2**53 - 1


def with_big_integers_as_strings(spec: Document, schema: Any, node: Any) -> Any:
    """The body with strings for big integers, wherever its schema allows a string."""
    if isinstance(node, dict):
        schema = spec.resolve(schema)
        return {
            name: with_big_integers_as_strings(spec, spec.child(schema, name), child)
            for name, child in node.items()
        }
    if isinstance(node, list):
        child_schema = spec.child(schema, "0")
        return [with_big_integers_as_strings(spec, child_schema, entry) for entry in node]
    big = is_int(node) and abs(node) > _SAFE
    return str(node) if big and "string" in spec.types(schema) else node


class Enricher:
    """Adds fields to accounts that other documented responses have."""

    def __init__(self, spec: Document, routes: tuple[Route, ...], kind: str | None) -> None:
        self._spec, self._kind = spec, kind
        self._fields: Json = {}
        for route in routes:
            for example in route.examples:
                for entity in entities(spec, route.schema, example.body):
                    if entity.kind == kind is not None:
                        self._learn(entity.node)

    def _learn(self, node: Json) -> None:
        # Booleans suit any account; texts and ids would be those of another one.
        for name, value in node.items():
            if isinstance(value, bool):
                self._fields.setdefault(name, value)

    def enrich(self, schema: Any, node: Any) -> Any:
        """The body with the fields added that the schema of each account in it has."""
        spec = self._spec
        if isinstance(node, list):
            return [self.enrich(spec.child(schema, str(n)), v) for n, v in enumerate(node)]
        if not isinstance(node, dict):
            return node
        schema = spec.resolve(schema)
        body = {name: self.enrich(spec.child(schema, name), v) for name, v in node.items()}
        if schema.get("x-entity", {}).get("kind") == self._kind is not None:
            properties = schema.get("properties", {})
            added = {name: value for name, value in self._fields.items() if name in properties}
            return {**added, **body}
        return body
