"""The spec as the mock reads it: references followed, schemas reduced and compiled."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, TypeAlias
from urllib.parse import unquote

import jsonschema_rs

from hikerkit._utils.json_path import parse_pointer
from hikerkit.mock.errors import MockSpecError

Json: TypeAlias = dict[str, Any]


def packaged_spec() -> Json:
    """The spec that is shipped with the client, read anew."""
    text = resources.files("hikerkit_api").joinpath("openapi.json").read_text("utf-8")
    spec: Json = json.loads(text)
    return spec


def read_spec(path: str) -> Json:
    """The spec in a file of JSON. Raises MockSpecError for what is none, OSError."""
    with open(path, encoding="utf-8") as file:
        try:
            spec: Json = json.load(file)
        except (ValueError, RecursionError) as error:
            raise MockSpecError(f"{path} is no JSON: {str(error)[:200]}") from error
    return spec


class Spec:
    """An OpenAPI 3.1 document; never changed by the mock."""

    def __init__(self, document: Json) -> None:
        self.document = document

    def follow(self, node: Any) -> Json:
        """The object that a reference leads to; `{}` for a schema that is true or false."""
        found: Json = node if isinstance(node, dict) else {}
        while "$ref" in found:
            beside = {key: value for key, value in found.items() if key != "$ref"}
            found = {**self._target(found["$ref"]), **beside}
        return found

    def solid(self, schema: Any) -> Json:
        """The schema without references, parts (`allOf`) or choices: the first that is not null."""
        found = self.follow(schema)
        for part in map(self.solid, found.get("allOf", ())):
            properties = {**part.get("properties", {}), **found.get("properties", {})}
            required = [*part.get("required", ()), *found.get("required", ())]
            found = {**part, **found, "properties": properties, "required": required}
        for choice in _choices(found):
            if self.follow(choice).get("type") != "null":
                return self.solid(choice)
        return found

    def nullable(self, schema: Any) -> bool:
        """Whether the schema says that null will do."""
        schema = self.follow(schema)
        return "null" in listed(schema.get("type")) or any(map(self.nullable, _choices(schema)))

    def kinds(self, schema: Any) -> frozenset[str]:
        """The JSON types that the schema names."""
        schema = self.follow(schema)
        found = {*listed(schema.get("type"))}
        for word in ("oneOf", "anyOf", "allOf"):
            found.update(*(self.kinds(part) for part in schema.get(word, ())))
        return frozenset(found)

    def child(self, schema: Any, step: str) -> Any:
        """The schema one step of a pointer further down."""
        schema = self.solid(schema)
        if step in schema.get("properties", {}):
            return schema["properties"][step]
        first = schema.get("prefixItems", ())
        if step.isdecimal() and int(step) < len(first):
            return first[int(step)]
        return schema.get("items", {})

    def checker(self, schema: Any) -> jsonschema_rs.Draft202012Validator:
        """The schema, compiled. Raises MockSpecError for one that is none."""
        components = {"schemas": self.document.get("components", {}).get("schemas", {})}
        try:
            return jsonschema_rs.Draft202012Validator({"allOf": [schema], "components": components})
        except (ValueError, jsonschema_rs.ReferencingError) as error:
            raise MockSpecError(f"a schema of the spec is none: {error}") from error

    def _target(self, ref: str) -> Json:
        node: Any = self.document
        try:
            for step in parse_pointer(unquote(ref.removeprefix("#"))):
                node = node[step]
        except (KeyError, TypeError, IndexError) as error:
            raise MockSpecError(f"the spec has nothing at {ref}") from error
        if not ref.startswith("#/") or not isinstance(node, dict):
            raise MockSpecError(f"the mock cannot follow the reference {ref}")
        return node


def _choices(schema: Json) -> list[Any]:
    return [*schema.get("oneOf", ()), *schema.get("anyOf", ())]


def listed(types: Any) -> tuple[str, ...]:
    """What the word `type` of a schema holds, as a tuple."""
    if types is None:
        return ()
    return (types,) if isinstance(types, str) else tuple(types)
