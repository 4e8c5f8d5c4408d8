"""An OpenAPI document: reading it, resolving its references, looking into its schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote

import msgspec

from hikerkit._utils.json_path import JsonPath, parse_pointer
from hikerkit.spec.errors import SpecError

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

Json: TypeAlias = dict[str, Any]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_MOST_REFERENCES = 50


def packaged_spec() -> Json:
    """The bundled spec that the generated package was made from; a new copy each time."""
    spec: Json = msgspec.json.decode(
        resources.files("hikerkit_api").joinpath("openapi.json").read_bytes()
    )
    return spec


def read_spec(path: str) -> Json:
    """The spec in a JSON file. Raises SpecError if it is not JSON, OSError."""
    with open(path, encoding="utf-8") as file:
        try:
            spec: Json = json.load(file)
        except (ValueError, RecursionError) as error:
            raise SpecError(f"{path} is not JSON: {str(error)[:200]}") from error
    return spec


class Document:
    """An OpenAPI 3.1 document; its content is never changed."""

    def __init__(self, content: Json) -> None:
        self.content = content

    @property
    def components(self) -> Json:
        """All components, by kind and name."""
        found: Json = self.content.get("components", {})
        return found

    @property
    def schemas(self) -> Json:
        """The schemas of the components, by name."""
        found: Json = self.components.get("schemas", {})
        return found

    def operations(self) -> Iterator[tuple[str, str, Json]]:
        """Path, method in lower case and operation, in the order of the document."""
        for path, node in self.content.get("paths", {}).items():
            item = self.dereference(node)
            for method in METHODS:
                if method in item:
                    yield path, method, item[method]

    def response(self, operation: Json, status: str = "200") -> Json:
        """A response of an operation; `{}` if it has none with this status."""
        return self.dereference(operation.get("responses", {}).get(status))

    def response_media(self, operation: Json, status: str = "200") -> Json:
        """The JSON of a response: its schema and examples; `{}` if there is none."""
        return json_media(self.response(operation, status))

    def response_schema(self, operation: Json) -> Any:
        """The schema of the 200 response; None if there is none."""
        return self.response_media(operation).get("schema")

    def examples(self, operation: Json) -> dict[str, Json]:
        """The documented 200 responses, by name; each has a `value`."""
        media = self.response_media(operation)
        named = {name: self.dereference(node) for name, node in media.get("examples", {}).items()}
        if "example" in media:
            named["example"] = {"value": media["example"]}
        return {name: node for name, node in named.items() if "value" in node}

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

    def dangling_references(self) -> list[str]:
        """References that lead nowhere; examples are not searched."""
        found, waiting = set(), [self.content]
        while waiting:
            node: Any = waiting.pop()
            if isinstance(node, dict):
                waiting += [value for key, value in node.items() if key not in ("example", "value")]
                if "$ref" in node:
                    try:
                        self.dereference(node)
                    except SpecError:
                        found.add(str(node["$ref"]))
            elif isinstance(node, list):
                waiting += node
        return sorted(found)

    def resolve(self, schema: Any) -> Json:
        """The schema without references, `allOf` and choices: the first choice that is not null."""
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
        """Whether null fits the schema."""
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
        """The schema of what this key or array index leads to; `{}` if nothing is declared."""
        schema = self.resolve(schema)
        if step in schema.get("properties", {}):
            return schema["properties"][step]
        first = schema.get("prefixItems", ())
        if step.isdecimal() and int(step) < len(first):
            return first[int(step)]
        return schema.get("items", {})

    def declared(self, schema: Any, path: JsonPath) -> Any:
        """The schema of what is at this path of a value; None if it is not declared."""
        for step in path:
            found = self.resolve(schema)
            if step in found.get("properties", {}):
                schema = found["properties"][step]
            elif step.isdecimal() and "items" in found:
                schema = found["items"]
            else:
                return None
        return schema

    def validator(self, schema: Any) -> Draft202012Validator:
        """The schema, compiled. Raises SpecError for one that is not valid."""
        import jsonschema_rs

        # The other components would only be copied.
        bundle = {"allOf": [schema], "components": {"schemas": self.schemas}}
        try:
            return jsonschema_rs.Draft202012Validator(bundle)
        except (ValueError, jsonschema_rs.ReferencingError) as error:
            raise SpecError(f"a schema of the spec is not valid: {error}") from error

    def _target(self, reference: Any) -> Json:
        found: Any = self.content
        local = isinstance(reference, str) and reference.startswith("#/")
        for step in parse_pointer(unquote(reference)) if local else ("",):
            found = found.get(step) if isinstance(found, dict) else None
        if not isinstance(found, dict):
            raise SpecError(f"{reference}: this reference leads nowhere")
        return found


def json_media(response: Json) -> Json:
    """The JSON of a response; `{}` if it has none."""
    content: dict[str, Json] = response.get("content", {})
    return next((media for kind, media in content.items() if "json" in kind), {})


def _choices(schema: Json) -> list[Any]:
    return [*schema.get("oneOf", ()), *schema.get("anyOf", ())]


def listed(types: Any) -> tuple[str, ...]:
    """The value of `type` in a schema, as a tuple."""
    if types is None:
        return ()
    return (types,) if isinstance(types, str) else tuple(types)
