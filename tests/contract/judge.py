"""An independent judge of bodies and requests: jsonschema-rs on the spec, nothing of ours."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import jsonschema_rs
from msgspec import Struct

from hikerkit.transports.base import Request
from tests.contract.described import (
    FAILURE,
    KEY_HEADER,
    SCHEMAS,
    SERVER,
    Described,
    follow,
    pointer,
)

_SPELLED = {
    "integer": re.compile(r"0|-?[1-9][0-9]*"),
    "number": re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?"),
    "boolean": re.compile(r"true|false"),
}


@cache
def _body_judge(described: Described) -> jsonschema_rs.Draft202012Validator:
    return judge_of(described.schema)


def judge_of(schema: Any) -> jsonschema_rs.Draft202012Validator:
    """A validator of a schema of the spec."""
    return jsonschema_rs.Draft202012Validator({**schema, "components": {"schemas": SCHEMAS}})


def allowed(described: Described, body: Any) -> bool:
    """Whether the spec allows this response, and it is no failure."""
    failed = isinstance(body, dict) and any(
        name in body and body[name] is value for name, value in FAILURE.items()
    )
    return not failed and _body_judge(described).is_valid(body)


def faults(described: Described, body: Any) -> list[str]:
    """JSON pointers to what the spec forbids in this response."""
    return [pointer(tuple(f.instance_path)) for f in _body_judge(described).iter_errors(body)]


class Sent(Struct, frozen=True):
    """A request, and the units that the client expects it to use."""

    request: Request
    units: int


def request_faults(described: Described, sent: Sent, given: dict[str, Any], key: str) -> list[str]:
    """What is wrong with a request for this, where a caller gave these values (by spec's names)."""
    request = sent.request
    found = []
    if request.method != described.method:
        found.append(f"method {request.method}")
    if not request.url.startswith(f"{SERVER}/"):
        found.append(f"another server: {request.url}")
    parts = urlsplit(request.url)
    if parts.fragment:
        found.append("a fragment")
    query = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    texts: dict[tuple[str, str], list[str]] = {}
    for name, text in query:
        texts.setdefault(("query", name), []).append(text)
    pattern = re.sub(r"\\{([^}]+)\\}", r"(?P<\1>[^/]+)", re.escape(described.path))
    matched = re.fullmatch(pattern, parts.path)
    if matched is None:
        return [*found, f"path {parts.path}"]
    for name, text in matched.groupdict().items():
        texts["path", name] = [unquote(text, errors="strict")]
    named = {(p["in"], p["name"]): p for p in described.parameters}
    found += [f"{place} parameter {name} is unknown" for place, name in texts.keys() - named.keys()]
    for (place, name), parameter in named.items():
        spelled = texts.get((place, name))
        if spelled is None:
            if parameter.get("required"):
                found.append(f"{name} is required and not sent")
            if given.get(name) is not None:
                found.append(f"{name} was given and not sent")
            continue
        found += _text_faults(parameter, spelled)
        if given.get(name) is None:
            found.append(f"{name} was not given and sent")
        elif spelled != _texts(given[name]):
            found.append(f"{name} was given as {given[name]!r}, sent as {spelled}")
    if described.any_of and not any(
        texts.get(("query", name), [""])[0] for name in described.any_of
    ):
        found.append(f"none of {described.any_of}")
    if dict(request.headers) != {KEY_HEADER: key}:
        found.append(f"headers {sorted(request.headers)}")
    if key in request.url:
        found.append("the key in the URL")
    less = sum(n for name, n in described.cost.get("less", {}).items() if given.get(name) is True)
    if sent.units != described.cost["units"] - less:
        found.append(f"units {sent.units}")
    return found


def argument_is_right(parameter: dict[str, Any], value: Any) -> bool:
    """Whether a caller may give this value: of the documented type, and the schema takes it."""
    schema = follow(parameter["schema"])
    kind = schema["type"]
    if kind == "array":
        items = follow(schema.get("items", {}))
        return (
            isinstance(value, list | tuple)
            and len(value) > 0
            and all(argument_is_right({"schema": items}, item) for item in value)
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
    return _parameter_judge(json.dumps(schema)).is_valid(value)


@cache
def _parameter_judge(schema: str) -> jsonschema_rs.Draft202012Validator:
    return judge_of(json.loads(schema))


def _text_faults(parameter: dict[str, Any], texts: list[str]) -> list[str]:
    schema = follow(parameter["schema"])
    many = schema.get("type") == "array"
    if not many and len(texts) > 1:
        return [f"{parameter['name']} is sent {len(texts)} times"]
    kind = (follow(schema.get("items", {})) if many else schema).get("type", "string")
    values = []
    for text in texts:
        if kind in _SPELLED and not _SPELLED[kind].fullmatch(text):
            return [f"{parameter['name']} is spelled {text!r}"]
        read: Any = {"integer": int, "number": float, "boolean": "true".__eq__}.get(kind, str)
        values.append(read(text))
    if _parameter_judge(json.dumps(schema)).is_valid(values if many else values[0]):
        return []
    return [f"{parameter['name']} is {texts}"]


def _texts(value: Any) -> list[str]:
    if isinstance(value, list | tuple):
        return [_texts(item)[0] for item in value]
    return [str(value).lower() if isinstance(value, bool) else str(value)]
