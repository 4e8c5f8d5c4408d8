"""The spec as the mock reads it: references followed, schemas reduced and compiled."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, TypeAlias
from urllib.parse import unquote

import jsonschema_rs

from hikerkit._utils.json_path import parse_pointer
from hikerkit.spec.errors import SpecError

Json: TypeAlias = dict[str, Any]

_MOST_REFERENCES = 50


def packaged_spec() -> Json:
    """The spec that is shipped with the client, read anew."""
    text = resources.files("hikerkit_api").joinpath("openapi.json").read_text("utf-8")
    spec: Json = json.loads(text)
    return spec


def read_spec(path: str) -> Json:
    """The spec in a file of JSON. Raises SpecError for what is none, OSError."""
    with open(path, encoding="utf-8") as file:
        try:
            spec: Json = json.load(file)
        except (ValueError, RecursionError) as error:
            raise SpecError(f"{path} is no JSON: {str(error)[:200]}") from error
    return spec


class Document:
    """An OpenAPI 3.1 document; never changed by the mock."""

    def __init__(self, content: Json) -> None:
        self.content = content

    def dereference(self, node: Any) -> Json:
        """The object that a `$ref` leads to, with the keys next to the `$ref`; others as they are.

        `{}` for what is not an object. Raises SpecError for a reference that leads nowhere.
        """
        found: Json = node if isinstance(node, dict) else {}
        for _ in range(_MOST_REFERENCES):
            if "$ref" not in found:
                return found
            siblings = {key: value for key, value in found.items() if key != "$ref"}
            found = {**self._target(found["$ref"]), **siblings}
        raise SpecError(f"{found['$ref']}: references form a circle")

    def resolve(self, schema: Any) -> Json:
        """The schema without references, parts (`allOf`) or choices: the first that is not null."""
        found = self.dereference(schema)
        for part in map(self.resolve, found.get("allOf", ())):
            properties = {**part.get("properties", {}), **found.get("properties", {})}
            required = [*part.get("required", ()), *found.get("required", ())]
            found = {**part, **found, "properties": properties, "required": required}
        for choice in _choices(found):
            if self.dereference(choice).get("type") != "null":
                return self.resolve(choice)
        return found

    def is_nullable(self, schema: Any) -> bool:
        """Whether the schema says that null will do."""
        schema = self.dereference(schema)
        return "null" in listed(schema.get("type")) or any(map(self.is_nullable, _choices(schema)))

    def types(self, schema: Any) -> frozenset[str]:
        """The JSON types that the schema names."""
        schema = self.dereference(schema)
        found = {*listed(schema.get("type"))}
        for word in ("oneOf", "anyOf", "allOf"):
            found.update(*(self.types(part) for part in schema.get(word, ())))
        return frozenset(found)

    def child(self, schema: Any, step: str) -> Any:
        """The schema one step of a pointer further down."""
        schema = self.resolve(schema)
        if step in schema.get("properties", {}):
            return schema["properties"][step]
        first = schema.get("prefixItems", ())
        if step.isdecimal() and int(step) < len(first):
            return first[int(step)]
        return schema.get("items", {})

    def validator(self, schema: Any) -> jsonschema_rs.Draft202012Validator:
        """The schema, compiled. Raises SpecError for one that is none."""
        components = {"schemas": self.content.get("components", {}).get("schemas", {})}
        try:
            return jsonschema_rs.Draft202012Validator({"allOf": [schema], "components": components})
        except (ValueError, jsonschema_rs.ReferencingError) as error:
            raise SpecError(f"a schema of the spec is none: {error}") from error

    def _target(self, reference: Any) -> Json:
        found: Any = self.content
        local = isinstance(reference, str) and reference.startswith("#/")
        for step in parse_pointer(unquote(reference)) if local else ("",):
            found = found.get(step) if isinstance(found, dict) else None
        if not isinstance(found, dict):
            raise SpecError(f"{reference}: this reference leads nowhere")
        return found


def _choices(schema: Json) -> list[Any]:
    return [*schema.get("oneOf", ()), *schema.get("anyOf", ())]


def listed(types: Any) -> tuple[str, ...]:
    """What the word `type` of a schema holds, as a tuple."""
    if types is None:
        return ()
    return (types,) if isinstance(types, str) else tuple(types)
