"""Plays faults on a response that is ready to go."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from email.utils import formatdate
from typing import Any

import jsonschema_rs

from hikerkit.mock.faults.faults import Fault
from hikerkit.mock.responses.build import PageFault
from hikerkit.mock.world.accounts import digest

_HTML = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>"
_UNKNOWN = "field_of_tomorrow"
_OTHERS: tuple[Any, ...] = ("drifted", 7, True, {"drifted": True}, ["drifted"], 0.5)
_PLACES_TRIED = 200


def twist_of(fault: Fault | None) -> PageFault:
    """What the fault does to a page."""
    if fault is None:
        return PageFault()
    return PageFault(
        empty=fault.kind == "empty-page",
        repeat=fault.kind == "repeat-cursor",
        overlap=int(fault.value) if fault.kind == "overlap" else 0,
        vanish=int(fault.value) if fault.kind == "vanish" else 0,
    )


def drifted(fault: Fault, body: Any, checker: Any, seed: int, target: str) -> Any:
    """The body after the service changed its shape."""
    if fault.kind == "unknown-field":
        return _with_unknown(body)
    if fault.kind == "other-type":
        return _with_other_type(body, checker, seed, target)
    return body


def packed(fault: Fault, content: bytes, headers: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    """Body and headers after something on the way spoilt them."""
    if fault.kind == "cut-json":
        return content[: len(content) // 2], headers
    if fault.kind == "wrong-type":
        return content, {**headers, "content-type": "text/plain"}
    if fault.kind == "html":
        return _HTML, {**headers, "content-type": "text/html"}
    if fault.kind == "cut-gzip":
        whole = gzip.compress(content, mtime=0)
        return whole[: len(whole) // 2], {**headers, "content-encoding": "gzip"}
    return content, headers


def retry_after(fault: Fault, now: float) -> dict[str, str]:
    """The header that asks to wait; `now` in Unix seconds."""
    if fault.retry_after is None:
        return {}
    _, plus, seconds = fault.retry_after.rpartition("+")
    if not plus:
        return {"retry-after": seconds}
    return {"retry-after": formatdate(now + int(seconds), usegmt=True), "date": _date(now)}


def _date(now: float) -> str:
    return formatdate(now, usegmt=True)


def _with_unknown(body: Any) -> Any:
    """A new field in every object, at every depth."""
    if isinstance(body, list):
        return [_with_unknown(entry) for entry in body]
    if isinstance(body, dict):
        inner = {name: _with_unknown(value) for name, value in body.items()}
        return {**inner, _UNKNOWN: {"id": 2**63 - 25, "since": None}}
    return body


def _with_other_type(
    body: Any, checker: jsonschema_rs.Draft202012Validator, seed: int, target: str
) -> Any:
    """The body with one field of a type that the spec forbids there."""
    places = list(_leaves(body, ()))
    start = digest(seed, "drift", target)
    for turn in range(min(len(places), _PLACES_TRIED)):
        place = places[(start + turn) % len(places)]
        for other in _OTHERS:
            changed = _replaced(body, place, other)
            if not checker.is_valid(changed):
                return changed
    return body


def _leaves(node: Any, place: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    for step, value in inner:
        if isinstance(value, dict | list):
            yield from _leaves(value, (*place, step))
        else:
            yield (*place, step)


def _replaced(node: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    step, rest = place[0], place[1:]
    inner = _replaced(node[step], rest, value)
    if isinstance(node, dict):
        return {**node, step: inner}
    return [*node[:step], inner, *node[step + 1 :]]
