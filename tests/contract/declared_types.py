"""Whether the client returns the declared classes, at every depth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hikerkit_api import models
from hikerkit_api.core.model import Model

from tests.contract.described_operations import NULL, follow


def is_same_json(one: Any, other: Any) -> bool:
    """Whether both encode to the same JSON: 1, 1.0 and true differ."""
    return json.dumps(one) == json.dumps(other)


def to_plain(value: Any) -> Any:
    """The JSON of models and lists of models, read field by field without their own methods."""
    if isinstance(value, Model):
        return {key: to_plain(value[key]) for key in value}
    return [to_plain(item) for item in value] if isinstance(value, list) else value


def type_mismatches(
    schema: dict[str, Any], sent: Any, received: Any, where: str = ""
) -> Iterator[str]:
    """Where the value received is not what the schema declares for the value sent."""
    name, schema = declared_schema(schema)
    if isinstance(sent, dict) and name is not None:
        if type(received) is not getattr(models, name):
            yield f"{where}: {type(received).__name__}, not {name}"
            return
        yield from _field_mismatches(schema, sent, received, where)
    elif isinstance(sent, list) and "items" in schema:
        if not isinstance(received, list) or len(received) != len(sent):
            yield f"{where}: {type(received).__name__}, not a list of {len(sent)}"
            return
        for index, item in enumerate(sent):
            yield from type_mismatches(schema["items"], item, received[index], f"{where}/{index}")
    elif type(received) is not type(sent) or not is_same_json(received, sent):
        yield f"{where}: {received!r}, not {sent!r}"


def _field_mismatches(
    schema: dict[str, Any], sent: dict[str, Any], received: Any, where: str
) -> Iterator[str]:
    if list(received) != list(sent):
        yield f"{where}: fields {list(received)}, not {list(sent)}"
    extra = {key: value for key, value in sent.items() if key not in schema["properties"]}
    if not is_same_json(received.additional_properties, extra):
        yield f"{where}: additional {received.additional_properties}, not {extra}"
    attributes = {key: attribute for attribute, key in type(received).__keys__.items()}
    for key, child in schema["properties"].items():
        attribute = getattr(received, attributes[key])
        if key not in sent:
            if attribute is not None:
                yield f"{where}/{key}: {attribute!r}, although nothing was sent"
            continue
        if attribute is not received[key]:
            yield f"{where}/{key}: its attribute is another value"
        yield from type_mismatches(child, sent[key], attribute, f"{where}/{key}")


def declared_schema(schema: dict[str, Any]) -> tuple[str | None, dict[str, Any]]:
    """Name of the model class for objects of this schema, and the resolved schema."""
    name = None
    while "$ref" in schema or "oneOf" in schema:
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            schema = follow(schema)
            continue
        choices = [choice for choice in schema["oneOf"] if choice != NULL]
        if len(choices) != 1:
            return None, {}
        schema = choices[0]
    kinds = schema.get("type", ())
    if kinds == "object" or "object" in kinds:
        return name, {"properties": {}, **schema}
    return None, schema
