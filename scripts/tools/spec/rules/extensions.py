"""Rules for the x- fields: their shape, and that what they name is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jsonschema_rs

from hikerkit._utils.json_path import format_pointer
from hikerkit.spec.document import Json
from hikerkit.spec.extensions import EXTENSIONS, extensions
from scripts.tools.spec.rules.document import Finding, Rule, RuleDocument

SCHEMA = Path(__file__).resolve().parents[4] / "spec" / "extensions.schema.json"
_ENTITY_FIELDS = ("name", "title", "private", "business", "owner")


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def extensions_fit_their_schema(document: RuleDocument) -> Iterator[Finding]:
    """Nothing would read a field that is misspelt."""
    for path, name, value in extensions(document.content):
        if name not in EXTENSIONS:
            yield format_pointer(path), f"{name} is not documented in spec/extensions.md"
            continue
        for error in _validator().iter_errors({name: value}):
            words = [str(step) for step in error.instance_path]
            yield format_pointer(path), f"{': '.join(words)}: {error.message[:150]}"


def schema_extensions_name_properties(document: RuleDocument) -> Iterator[Finding]:
    """The client, the mock and the tables read these properties."""
    for name, schema in document.schemas.items():
        place, properties = f"/components/schemas/{name}", schema.get("properties", {})
        for field in _named_properties(schema):
            if field not in properties:
                yield place, f"{field} is not one of its properties"
        for key, part in properties.items():
            if "x-time" in part and "integer" not in document.types(part):
                yield f"{place}/{key}", "x-time is for integers"
        for pointer, operation in schema.get("x-entity", {}).get("counts", {}).items():
            if "integer" not in document.types_at(schema, pointer):
                yield place, f"x-entity: {pointer} is not an integer in it"
            if operation not in document.by_id:
                yield place, f"x-entity: there is no operation {operation}"
        if faults := schema.get("x-faults"):
            entry = document.at(schema, f"/{faults['list']}/0") or {}
            for word in ("place", "reason", "kind"):
                if faults[word] not in entry.get("properties", {}):
                    yield place, f"x-faults: {word} {faults[word]} is not in an entry"


def _named_properties(schema: Json) -> Iterator[str]:
    for word in ("x-identity", "x-summary", "x-message", "x-failure"):
        yield from schema.get(word, ())
    yield from schema.get("x-account", {}).values()
    entity = schema.get("x-entity", {})
    yield from (entity[word] for word in _ENTITY_FIELDS if word in entity)
    if "x-kind" in schema:
        yield schema["x-kind"]
    if "x-faults" in schema:
        yield schema["x-faults"]["list"]


def parameter_extensions_fit_the_response(document: RuleDocument) -> Iterator[Finding]:
    """The mock does what they say."""
    for place, _, operation in document.places:
        response = document.response_schema(operation)
        for name, parameter in document.parameters(operation).items():
            where = f"{place}/parameters/{name}"
            schema = document.dereference(parameter.get("schema", {}))
            if "x-entity" in schema and "by" not in schema["x-entity"]:
                yield where, "x-entity of a parameter needs by: id or name"
            limits = schema.get("x-effect", {}).get("limits")
            if limits is not None and "items" not in (document.at(response, limits) or {}):
                yield where, "x-effect: limits is not an array of the response"


def the_account_is_free_to_ask_for(document: RuleDocument) -> Iterator[Finding]:
    """The client requests it by itself: that may cost nothing and take no arguments."""
    accounts = [name for name, schema in document.schemas.items() if "x-account" in schema]
    if len(accounts) > 1:
        yield f"/components/schemas/{accounts[1]}", "more than one schema has x-account"
    for place, _, operation in document.places:
        reference = (document.response_schema(operation) or {}).get("$ref", "")
        if reference.rpartition("/")[2] in accounts:
            if operation.get("x-cost", {}).get("units") != 0:
                yield place, "it responds with the account, so x-cost must be {units: 0}"
            if operation.get("parameters"):
                yield place, "it responds with the account, so it may have no parameters"


RULES: tuple[Rule, ...] = (
    extensions_fit_their_schema,
    schema_extensions_name_properties,
    parameter_extensions_fit_the_response,
    the_account_is_free_to_ask_for,
)
