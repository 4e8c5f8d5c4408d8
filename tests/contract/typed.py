"""Whether what the client gives is of the declared classes, down to the last field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hikerkit_api import models
from hikerkit_api.core.model import Model

from tests.contract.described import NULL, follow


def same(one: Any, other: Any) -> bool:
    """Whether both are one JSON text: 1, 1.0 and true differ."""
    return json.dumps(one) == json.dumps(other)


def plain(value: Any) -> Any:
    """The JSON of models and lists of them, by reading every field; nothing of ours copies it."""
    if isinstance(value, Model):
        return {key: plain(value[key]) for key in value}
    return [plain(item) for item in value] if isinstance(value, list) else value


def mistyped(schema: dict[str, Any], sent: Any, got: Any, where: str = "") -> Iterator[str]:
    """Places where what came is not what the schema declares for what was sent."""
    name, schema = declared(schema)
    if isinstance(sent, dict) and name is not None:
        if type(got) is not getattr(models, name):
            yield f"{where}: {type(got).__name__}, not {name}"
            return
        yield from _mistyped_fields(schema, sent, got, where)
    elif isinstance(sent, list) and "items" in schema:
        if not isinstance(got, list) or len(got) != len(sent):
            yield f"{where}: {type(got).__name__}, not a list of {len(sent)}"
            return
        for index, item in enumerate(sent):
            yield from mistyped(schema["items"], item, got[index], f"{where}/{index}")
    elif type(got) is not type(sent) or not same(got, sent):
        yield f"{where}: {got!r}, not {sent!r}"


def _mistyped_fields(
    schema: dict[str, Any], sent: dict[str, Any], got: Any, where: str
) -> Iterator[str]:
    if list(got) != list(sent):
        yield f"{where}: fields {list(got)}, not {list(sent)}"
    extra = {key: value for key, value in sent.items() if key not in schema["properties"]}
    if not same(got.additional_properties, extra):
        yield f"{where}: additional {got.additional_properties}, not {extra}"
    attributes = {key: attribute for attribute, key in type(got).__keys__.items()}
    for key, inner in schema["properties"].items():
        attribute = getattr(got, attributes[key])
        if key not in sent:
            if attribute is not None:
                yield f"{where}/{key}: {attribute!r}, where nothing came"
            continue
        if attribute is not got[key]:
            yield f"{where}/{key}: its attribute is another value"
        yield from mistyped(inner, sent[key], attribute, f"{where}/{key}")


def declared(schema: dict[str, Any]) -> tuple[str | None, dict[str, Any]]:
    """Name of the class that an object of this schema becomes, and the schema behind it."""
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
