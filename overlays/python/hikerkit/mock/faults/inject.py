"""Fault injection: change a finished body, or how it is sent."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from email.utils import formatdate
from typing import Any

import jsonschema_rs

from hikerkit.mock.faults.faults import Fault
from hikerkit.mock.world.accounts import digest

_HTML = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>"
_UNKNOWN_FIELD = "field_of_tomorrow"
_OTHER_VALUES: tuple[Any, ...] = ("drifted", 7, True, {"drifted": True}, ["drifted"], 0.5)
_MAX_FIELDS_TRIED = 200


def change_body(
    fault: Fault,
    body: Any,
    validator: jsonschema_rs.Draft202012Validator,
    seed: int,
    target: str,
) -> Any:
    """The body as if the service had changed its schema."""
    if fault.kind == "unknown-field":
        return _add_unknown_fields(body)
    if fault.kind == "other-type":
        return _change_type(body, validator, seed, target)
    return body


def change_content(
    fault: Fault, content: bytes, headers: dict[str, str]
) -> tuple[bytes, dict[str, str]]:
    """Encoded body and headers, as if something between service and client had broken them."""
    if fault.kind == "cut-json":
        return content[: len(content) // 2], headers
    if fault.kind == "wrong-type":
        return content, {**headers, "content-type": "text/plain"}
    if fault.kind == "html":
        return _HTML, {**headers, "content-type": "text/html"}
    if fault.kind == "cut-gzip":
        compressed = gzip.compress(content, mtime=0)
        return compressed[: len(compressed) // 2], {**headers, "content-encoding": "gzip"}
    return content, headers


def retry_after_headers(fault: Fault, now: float) -> dict[str, str]:
    """`Retry-After` as the fault asks for it; `now` in Unix seconds."""
    if fault.retry_after is None:
        return {}
    _, plus, seconds = fault.retry_after.rpartition("+")
    if not plus:
        return {"retry-after": seconds}
    until = formatdate(now + int(seconds), usegmt=True)
    return {"retry-after": until, "date": formatdate(now, usegmt=True)}


def _add_unknown_fields(body: Any) -> Any:
    """A new field in every object, at every depth."""
    if isinstance(body, list):
        return [_add_unknown_fields(entry) for entry in body]
    if isinstance(body, dict):
        fields = {name: _add_unknown_fields(value) for name, value in body.items()}
        return {**fields, _UNKNOWN_FIELD: {"id": 2**63 - 25, "since": None}}
    return body


def _change_type(
    body: Any, validator: jsonschema_rs.Draft202012Validator, seed: int, target: str
) -> Any:
    """The body with one field of a type that the spec does not allow there."""
    paths = list(_leaves(body, ()))
    start = digest(seed, "drift", target)
    for turn in range(min(len(paths), _MAX_FIELDS_TRIED)):
        path = paths[(start + turn) % len(paths)]
        for value in _OTHER_VALUES:
            changed = _replace(body, path, value)
            if not validator.is_valid(changed):
                return changed
    return body


def _leaves(node: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    children = node.items() if isinstance(node, dict) else enumerate(node)
    for step, value in children:
        if isinstance(value, dict | list):
            yield from _leaves(value, (*path, step))
        else:
            yield (*path, step)


def _replace(node: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    step, rest = path[0], path[1:]
    child = _replace(node[step], rest, value)
    if isinstance(node, dict):
        return {**node, step: child}
    return [*node[:step], child, *node[step + 1 :]]
