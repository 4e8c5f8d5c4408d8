"""Independent validation of bodies and requests: jsonschema-rs on the spec, no code of ours."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import jsonschema_rs
from msgspec import Struct

from hikerkit.transports.base import Request
from tests.contract.described_operations import (
    FAILURE,
    KEY_HEADER,
    SCHEMAS,
    SERVER,
    DescribedOperation,
    follow,
    format_pointer,
)

_TEXT_OF = {
    "integer": re.compile(r"0|-?[1-9][0-9]*"),
    "number": re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?"),
    "boolean": re.compile(r"true|false"),
}


@cache
def _body_validator(operation: DescribedOperation) -> jsonschema_rs.Draft202012Validator:
    return validator_for(operation.schema)


def validator_for(schema: Any) -> jsonschema_rs.Draft202012Validator:
    """A validator for a schema of the spec."""
    return jsonschema_rs.Draft202012Validator({**schema, "components": {"schemas": SCHEMAS}})


def is_allowed(operation: DescribedOperation, body: Any) -> bool:
    """Whether the spec allows this response and it does not report a failure."""
    failed = isinstance(body, dict) and any(
        name in body and body[name] is value for name, value in FAILURE.items()
    )
    return not failed and _body_validator(operation).is_valid(body)


def invalid_pointers(operation: DescribedOperation, body: Any) -> list[str]:
    """JSON pointers to what the spec does not allow in this response."""
    return [
        format_pointer(tuple(f.instance_path)) for f in _body_validator(operation).iter_errors(body)
    ]


class Sent(Struct, frozen=True):
    """A request, and the units that the client expects it to use."""

    request: Request
    units: int


def request_problems(
    operation: DescribedOperation, sent: Sent, given: dict[str, Any], key: str
) -> list[str]:
    """What is wrong with the request for a call with these values (by their names in the spec)."""
    request = sent.request
    problems = []
    if request.method != operation.method:
        problems.append(f"method {request.method}")
    if not request.url.startswith(f"{SERVER}/"):
        problems.append(f"another server: {request.url}")
    parts = urlsplit(request.url)
    if parts.fragment:
        problems.append("a fragment")
    query = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    texts: dict[tuple[str, str], list[str]] = {}
    for name, text in query:
        texts.setdefault(("query", name), []).append(text)
    pattern = re.sub(r"\\{([^}]+)\\}", r"(?P<\1>[^/]+)", re.escape(operation.path))
    matched = re.fullmatch(pattern, parts.path)
    if matched is None:
        return [*problems, f"path {parts.path}"]
    for name, text in matched.groupdict().items():
        texts["path", name] = [unquote(text, errors="strict")]
    named = {(p["in"], p["name"]): p for p in operation.parameters}
    problems += [
        f"{place} parameter {name} is unknown" for place, name in texts.keys() - named.keys()
    ]
    for (place, name), parameter in named.items():
        texts_sent = texts.get((place, name))
        if texts_sent is None:
            if parameter.get("required"):
                problems.append(f"{name} is required and not sent")
            if given.get(name) is not None:
                problems.append(f"{name} was given and not sent")
            continue
        problems += _text_problems(parameter, texts_sent)
        if given.get(name) is None:
            problems.append(f"{name} was not given and sent")
        elif texts_sent != _texts(given[name]):
            problems.append(f"{name} was given as {given[name]!r}, sent as {texts_sent}")
    if operation.any_of and not any(
        texts.get(("query", name), [""])[0] for name in operation.any_of
    ):
        problems.append(f"none of {operation.any_of}")
    if dict(request.headers) != {KEY_HEADER: key}:
        problems.append(f"headers {sorted(request.headers)}")
    if key in request.url:
        problems.append("the key in the URL")
    less = sum(n for name, n in operation.cost.get("less", {}).items() if given.get(name) is True)
    if sent.units != operation.cost["units"] - less:
        problems.append(f"units {sent.units}")
    return problems


def is_valid_argument(parameter: dict[str, Any], value: Any) -> bool:
    """Whether a caller may pass this value: it has the documented type and fits the schema."""
    schema = follow(parameter["schema"])
    kind = schema["type"]
    if kind == "array":
        items = follow(schema.get("items", {}))
        return (
            isinstance(value, list | tuple)
            and len(value) > 0
            and all(is_valid_argument({"schema": items}, item) for item in value)
        )
    if isinstance(value, bool):
        return bool(kind == "boolean")
    if isinstance(value, int) and kind == "string" and schema.get("x-numeric"):
        if value.bit_length() > 128:
            return False
        value = str(value)
    if isinstance(value, int) and schema.get("format") == "int64" and value.bit_length() > 63:
        return False
    right: Any = {"string": str, "integer": int, "number": (int, float), "boolean": bool}[kind]
    if not isinstance(value, right):
        return False
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return False
    return _parameter_validator(json.dumps(schema)).is_valid(value)


@cache
def _parameter_validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    return validator_for(json.loads(schema))


def _text_problems(parameter: dict[str, Any], texts: list[str]) -> list[str]:
    schema = follow(parameter["schema"])
    many = schema.get("type") == "array"
    if not many and len(texts) > 1:
        return [f"{parameter['name']} is sent {len(texts)} times"]
    kind = (follow(schema.get("items", {})) if many else schema).get("type", "string")
    values = []
    for text in texts:
        if kind in _TEXT_OF and not _TEXT_OF[kind].fullmatch(text):
            return [f"{parameter['name']} is written {text!r}"]
        read: Any = {"integer": int, "number": float, "boolean": "true".__eq__}.get(kind, str)
        values.append(read(text))
    if _parameter_validator(json.dumps(schema)).is_valid(values if many else values[0]):
        return []
    return [f"{parameter['name']} is {texts}"]


def _texts(value: Any) -> list[str]:
    if isinstance(value, list | tuple):
        return [_texts(item)[0] for item in value]
    return [str(value).lower() if isinstance(value, bool) else str(value)]
