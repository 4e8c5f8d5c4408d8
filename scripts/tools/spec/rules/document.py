"""The spec as the rules read it: every operation, schema and example with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from hikerkit._utils.json_path import format_pointer, parse_pointer
from hikerkit.spec.document import Document, Json, listed

Finding = tuple[str, str]
"""JSON pointer and what is wrong there."""

_DATA = ("example", "value")
"""Keys whose content is an example, not a part of the spec."""


class RuleDocument(Document):
    """The spec, with what several rules need."""

    @cached_property
    def places(self) -> list[tuple[str, str, Json]]:
        """Place, path and operation, in the order of the spec."""
        return [
            (format_pointer(("paths", path, method)), path, operation)
            for path, method, operation in self.operations()
        ]

    @cached_property
    def by_id(self) -> Json:
        """The operations by id."""
        return {str(operation.get("operationId")): operation for _, _, operation in self.places}

    @cached_property
    def tags(self) -> set[str]:
        """The declared tags."""
        return {tag["name"] for tag in self.content.get("tags", [])}

    def parameters(self, operation: Json) -> dict[str, Json]:
        """The parameters of an operation and of its path, by name."""
        path = next(p for _, p, o in self.places if o is operation)
        shared = self.content["paths"][path].get("parameters", [])
        found = [self.dereference(node) for node in [*shared, *operation.get("parameters", [])]]
        return {parameter["name"]: parameter for parameter in found}

    def links(self, operation: Json) -> Iterator[tuple[str, Json]]:
        """The place and the content of each link of an operation."""
        (place,) = (p for p, _, o in self.places if o is operation)
        for name, node in self.response(operation).get("links", {}).items():
            where = format_pointer(("responses", "200", "links", name))
            yield f"{place}{where}", self.dereference(node)

    def at(self, schema: Any, pointer: str) -> Json | None:
        """The resolved schema of what this pointer leads to; None if it is not declared."""
        found = self.declared(schema, parse_pointer(pointer))
        return None if found is None else self.resolve(found)

    def types_at(self, schema: Any, pointer: str) -> frozenset[str]:
        """The JSON types, null included, of what this pointer leads to."""
        return self.types(self.declared(schema, parse_pointer(pointer)))

    def is_model(self, schema: Any) -> bool:
        """Whether values of the schema are objects."""
        found = self.resolve(schema)
        return "object" in listed(found.get("type")) or "properties" in found

    @cached_property
    def every_schema(self) -> list[tuple[str, Any]]:
        """Place and schema, at every depth: components, and what is inline elsewhere."""
        found: list[tuple[str, Any]] = []
        for name, schema in self.schemas.items():
            found += _nested(format_pointer(("components", "schemas", name)), schema)
        for place, node in self._with_schema:
            found += _nested(f"{place}/schema", node["schema"])
        return found

    @cached_property
    def _with_schema(self) -> list[tuple[str, Json]]:
        """Parameters, headers and bodies: what has a schema, and examples of it."""
        # Within the components a property may be named schema.
        outside = {**self.content, "components": {**self.components, "schemas": {}}}
        return [(place, node) for place, node in objects("", outside) if "schema" in node]

    def every_example(self) -> Iterator[tuple[str, Any, Any]]:
        """Place, value and schema of every example."""
        for place, node in self._with_schema:
            for where, value in self._examples_of(place, node):
                yield where, value, node["schema"]
        for place, schema in self.every_schema:
            if isinstance(schema, dict):
                for number, value in enumerate(schema.get("examples", ())):
                    yield f"{place}/examples/{number}", value, schema
                if "example" in schema:
                    yield f"{place}/example", schema["example"], schema

    def _examples_of(self, place: str, node: Json) -> Iterator[tuple[str, Any]]:
        if "example" in node:
            yield f"{place}/example", node["example"]
        for name, example in node.get("examples", {}).items():
            found = self.dereference(example)
            if "value" in found:
                yield place + format_pointer(("examples", name)), found["value"]


Rule = Callable[[RuleDocument], Iterator[Finding]]


def objects(place: str, node: Any) -> Iterator[tuple[str, Json]]:
    """Every object below a node with its place; examples are left out."""
    if isinstance(node, dict):
        yield place, node
        for key, inner in node.items():
            if place.endswith("/properties") or key not in _DATA:
                yield from objects(place + format_pointer((key,)), inner)
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from objects(f"{place}/{index}", inner)


def _nested(place: str, schema: Any) -> Iterator[tuple[str, Any]]:
    yield place, schema
    if not isinstance(schema, dict):
        return
    for name, inner in schema.get("properties", {}).items():
        yield from _nested(place + format_pointer(("properties", name)), inner)
    for word in ("items", "additionalProperties"):
        if word in schema and schema[word] is not False:
            yield from _nested(f"{place}/{word}", schema[word])
    for word in ("oneOf", "anyOf", "allOf"):
        for index, inner in enumerate(schema.get(word, ())):
            yield from _nested(f"{place}/{word}/{index}", inner)
