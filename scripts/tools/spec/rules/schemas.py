"""Rules for schemas: names, descriptions, types that every generator can use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hikerkit._utils.json_path import format_pointer, parse_pointer
from hikerkit.spec.document import listed
from scripts.tools.spec.rules.document import Finding, Rule, RuleDocument, objects

_TAKEN_NAMES = {"BigInt", "Error", "ApiError"}
_TAKEN_FIELDS = {"to_dict", "from_dict", "to_json", "from_json", "additional_properties"}
_CLOSED = ("enum", "const", "allOf", "anyOf", "discriminator", "prefixItems")


def schemas_are_described_and_named_well(document: RuleDocument) -> Iterator[Finding]:
    """Some names collide in some language, and a title renames the class."""
    for name, schema in document.schemas.items():
        place = f"/components/schemas/{name}"
        if not str(schema.get("description", "")).strip().endswith("."):
            yield place, "it needs a description that ends with a full stop"
        if name in _TAKEN_NAMES:
            yield place, "this name collides with a type of a generated language"
        for field in schema.get("required", ()):
            if field not in schema.get("properties", {}):
                yield place, f"required {field} is not one of its properties"
    for place, schema in document.every_schema:
        if not isinstance(schema, dict):
            continue
        for field in _TAKEN_FIELDS & set(schema.get("properties", {})):
            yield place, f"the property {field} would hide a method of the models"
        if "title" in schema:
            yield place, "a title would rename the class"


def components_are_used(document: RuleDocument) -> Iterator[Finding]:
    """A component without a reference is dead; so is one that only refers to itself."""
    used = {
        ("securitySchemes", name)
        for _, _, operation in document.places
        for keys in operation.get("security", ())
        for name in keys
    }
    waiting = _references(document.content["paths"])
    while waiting:
        kind, name = found = waiting.pop()
        if found not in used:
            used.add(found)
            waiting |= _references(document.components.get(kind, {}).get(name))
    for kind, entries in document.components.items():
        for name in entries:
            if (kind, name) not in used:
                yield f"/components/{kind}/{name}", "nothing refers to it"


def _references(node: Any) -> set[tuple[str, str]]:
    paths = [parse_pointer(inner["$ref"]) for _, inner in objects("", node) if "$ref" in inner]
    return {(path[1], path[2]) for path in paths if len(path) > 2 and path[0] == "components"}


def types_suit_every_generator(document: RuleDocument) -> Iterator[Finding]:
    """Each of these loses digits, fields or complete schemas in some generator."""
    for place, schema in document.every_schema:
        if not isinstance(schema, dict):
            yield place, "a schema that is true or false ends the Python generator"
            continue
        types = listed(schema.get("type"))
        if len([name for name in types if name != "null"]) > 1:
            yield place, "more than one type: name the union in a component"
        if types == ("null",) and not re.search(r"/oneOf/\d+$", place):
            yield place, "a type that is only null"
        if "integer" in types and schema.get("format") not in ("int32", "int64"):
            yield place, "an integer without format int32 or int64"
        if "number" in types and schema.get("format") != "double":
            yield place, "a number without format double"
        if "array" in types and "items" not in schema:
            yield place, "an array without items"
        for word in _CLOSED:
            if word in schema and not (word == "enum" and "/parameters/" in place):
                yield place, f"{word}: leave the type open and describe the values"
        if schema.get("additionalProperties") is False:
            yield place, "objects are open"
        if len([choice for choice in schema.get("oneOf", ()) if document.is_model(choice)]) > 1:
            yield place, "a union of two objects cannot be told apart"


def objects_and_arrays_may_be_null(document: RuleDocument) -> Iterator[Finding]:
    """Real responses have null where the documented one has an object."""
    for place, schema in document.every_schema:
        properties = schema.get("properties", {}) if isinstance(schema, dict) else {}
        for field, inner in properties.items():
            is_array = "array" in listed(document.resolve(inner).get("type"))
            if field in schema.get("required", ()) or document.is_nullable(inner):
                continue
            if is_array or document.is_model(inner):
                yield place + format_pointer(("properties", field)), "it may not be null"


RULES: tuple[Rule, ...] = (
    schemas_are_described_and_named_well,
    components_are_used,
    types_suit_every_generator,
    objects_and_arrays_may_be_null,
)
