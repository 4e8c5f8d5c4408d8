"""From a response's bytes to models, or to the error that says what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from hikerkit_api import service
from hikerkit_api.core.json import decode_json
from hikerkit_api.core.model import Shape, model_class, wrap
from hikerkit_api.core.operation import Operation
from hikerkit_api.core.response import Page, Response

from hikerkit import errors
from hikerkit._utils.json_path import as_count, find, format_pointer
from hikerkit._utils.text import has_lone_surrogate, printable
from hikerkit.calls import strict
from hikerkit.responses.charge import error_details, units_used
from hikerkit.responses.retry_after import retry_after
from hikerkit.transports.base import RawResponse

T = TypeVar("T")

_MESSAGE_LENGTH = 300
_MOST_FAULTS = 20


def response(operation: Operation[T], raw: RawResponse, is_strict: bool) -> Response[T]:
    """The answer of a call that is not a list. Raises ResponseError or StatusError."""
    data = checked(operation, raw)
    if is_strict and (problem := strict.problem(operation, raw, error_details(operation.id, raw))):
        raise problem
    found = at(operation, raw, data, operation.result)
    if found is None and operation.result:
        raise shape_error(operation, raw, operation.result, "is null")
    return _response(operation, raw, data, wrapped(operation, raw, found, operation.result))


def page(operation: Operation[T], raw: RawResponse, is_strict: bool) -> Response[Page[T]]:
    """One page of a list. Raises ResponseError or StatusError."""
    made, problem = read_page(operation, raw, is_strict)
    if problem is not None:
        raise problem
    return made


def read_page(
    operation: Operation[T], raw: RawResponse, is_strict: bool
) -> tuple[Response[Page[T]], errors.UnexpectedShapeError | None]:
    """One page, and what is wrong with it that is no reason to lose it."""
    shape = operation.page
    assert shape is not None
    data = checked(operation, raw)
    try:
        entries = _entries(operation, raw, data, shape.items)
    except errors.UnexpectedShapeError:
        if is_strict and (told := strict.problem(operation, raw, error_details(operation.id, raw))):
            raise told from None
        raise
    items: list[T] = []
    invalid_items: list[Any] = []
    view = item_reader(operation.shape)
    for entry in entries or ():
        found = entry
        for step in shape.item:
            found = found.get(step) if isinstance(found, dict) else None
        item = view(found)
        if item is None:
            invalid_items.append(entry)
        else:
            items.append(item)
    problem = None
    try:
        cursor = _cursor(operation, raw, data, shape.cursor)
    except errors.UnexpectedShapeError as error:
        cursor, problem = None, error
    if is_strict and problem is None:
        problem = strict.problem(operation, raw, error_details(operation.id, raw))
    envelope: Response[Any] = _response(operation, raw, data, None)
    made = Page(
        items=items,
        cursor=cursor,
        invalid_items=invalid_items,
        response=envelope,
        # Where neither the cursor nor what is wrong with it says so, `more` does.
        cut=find(data, shape.cut) is True
        or (cursor is None and problem is None and find(data, shape.more) is True),
        total=as_count(find(data, shape.total)),
    )
    return _response(operation, raw, data, made), problem


def _entries(
    operation: Operation[Any], raw: RawResponse, data: Any, way: tuple[str, ...]
) -> list[Any] | None:
    found = at(operation, raw, data, way)
    if found is not None and not isinstance(found, list):
        raise shape_error(operation, raw, way, f"is {_kind(found)}, not an array")
    return found


def item_reader(shape: Shape | None) -> Callable[[Any], Any]:
    """What makes an item of what a page holds; None for what is none."""
    if not isinstance(shape, str):
        return lambda found: found if shape is None or found is None else wrap(shape, found)
    view = model_class(shape)._view
    return lambda found: view(found) if type(found) is dict else None


def checked(operation: Operation[Any], raw: RawResponse) -> Any:
    """The JSON of a response that says success and is one."""
    if raw.status != 200:
        raise status_error(operation, raw)
    data = _json(operation, raw)
    if is_failure(data):
        raise status_error(operation, raw, data)
    if operation.body is not None and not isinstance(
        data, dict if isinstance(operation.body, str) else list
    ):
        expected = "an object" if isinstance(operation.body, str) else "an array"
        raise shape_error(operation, raw, (), f"is {_kind(data)}, not {expected}")
    return data


def is_failure(data: Any) -> bool:
    """Whether a body says that the call failed."""
    return isinstance(data, dict) and any(
        name in data and data[name] is mark for name, mark in service.FAILURE_MARKS.items()
    )


def at(operation: Operation[Any], raw: RawResponse, data: Any, way: tuple[str, ...]) -> Any:
    """What is found on this way into the response. Raises UnexpectedShapeError."""
    for depth, step in enumerate(way):
        if not isinstance(data, dict):
            raise shape_error(operation, raw, way[:depth], f"is {_kind(data)}, not an object")
        if step not in data:
            raise shape_error(operation, raw, way[: depth + 1], "is missing")
        data = data[step]
    return data


def wrapped(operation: Operation[Any], raw: RawResponse, found: Any, way: tuple[str, ...]) -> Any:
    """The result as models."""
    shape = operation.shape
    if shape is None:
        return found
    if not isinstance(found, dict if isinstance(shape, str) else list):
        raise shape_error(operation, raw, way, f"is {_kind(found)}")
    return wrap(shape, found)


def shape_error(
    operation: Operation[Any], raw: RawResponse, way: tuple[str, ...], why: str
) -> errors.UnexpectedShapeError:
    """The error for a place that is not as documented."""
    place = format_pointer(way)
    where = place or "the response"
    return errors.UnexpectedShapeError(
        f"The answer of {operation.id} is not of the documented shape: {where} {why}",
        pointer=place,
        **error_details(operation.id, raw),
    )


def status_error(
    operation: Operation[Any], raw: RawResponse, data: Any = None
) -> errors.StatusError:
    """The error for a refusal or a failure, with what the service says about it."""
    cls = errors.status_error(raw.status) if data is None else errors.FailureError
    if data is None:
        try:
            data = _json(operation, raw)
        except errors.ResponseError:
            data = None
    extra: dict[str, Any] = {"retry_after": retry_after(raw)}
    if cls is errors.UnprocessableError:
        extra["faults"] = _faults(data)
    message = _message(data, raw, extra.get("faults", ()))
    kind = data.get(service.KIND_FIELD) if isinstance(data, dict) else None
    if isinstance(kind, str):
        extra["kind"] = _clean(kind)
    said = f": {message}" if message else ""
    facts = error_details(operation.id, raw)
    return cls(f"The service answered {raw.status}{said}", message=message, **extra, **facts)


def _response(operation: Operation[Any], raw: RawResponse, data: Any, result: Any) -> Response[Any]:
    body = data if operation.body is None else wrap(operation.body, data)
    return Response(
        result=result,
        body=body,
        content=raw.content,
        status=raw.status,
        headers=raw.headers,
        url=raw.url,
        units=units_used(raw),
        elapsed=raw.elapsed,
        source=raw.source,
        received_at=raw.received_at,
        _judge=partial(strict.told, operation.body),
    )


def _json(operation: Operation[Any], raw: RawResponse) -> Any:
    try:
        return decode_json(raw.content)
    except ValueError as error:
        why = _what_it_is(raw, str(error))
    raise errors.NotJsonError(
        f"The answer of {operation.id} is not JSON: {why}", **error_details(operation.id, raw)
    )


def _what_it_is(raw: RawResponse, why: str) -> str:
    if not raw.content:
        return "it is empty"
    kind = raw.headers.get("content-type", "").split(";")[0].strip()
    if "html" in kind or raw.content[:200].lstrip()[:1] == b"<":
        return "it is a page of HTML or XML"
    return f"{why[:_MESSAGE_LENGTH]} ({len(raw.content)} bytes of {_clean(kind) or 'no type'})"


def _cursor(
    operation: Operation[Any], raw: RawResponse, data: Any, way: tuple[str, ...]
) -> str | None:
    value = at(operation, raw, data, way)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise shape_error(operation, raw, way, f"is {_kind(value)}, no cursor")
    if isinstance(value, str) and has_lone_surrogate(value):
        raise shape_error(operation, raw, way, "is a text that cannot be sent back")
    return str(value)


def _message(data: Any, raw: RawResponse, faults: tuple[tuple[str, str], ...]) -> str | None:
    if faults:
        return _clean("; ".join(f"{place}: {reason}" for place, reason in faults))
    if isinstance(data, dict):
        for name in service.MESSAGE_FIELDS:
            if isinstance(data.get(name), str) and data[name].strip():
                return _clean(data[name])
    kind = raw.headers.get("content-type", "")
    if raw.content and kind.startswith("text/plain"):
        return _clean(raw.content[:_MESSAGE_LENGTH].decode("utf-8", "replace"))
    return None


def _faults(data: Any) -> tuple[tuple[str, str], ...]:
    entries = data.get(service.FAULTS["list"]) if isinstance(data, dict) else None
    found = []
    for entry in entries[:_MOST_FAULTS] if isinstance(entries, list) else []:
        if isinstance(entry, dict):
            place = entry.get(service.FAULTS["place"])
            steps = place[:_MOST_FAULTS] if isinstance(place, list) else []
            reason = str(entry.get(service.FAULTS["reason"], ""))
            found.append((".".join(_clean(str(step)) for step in steps), _clean(reason)))
    return tuple(found)


def _clean(text: str) -> str:
    """Text of the service for a message: one line, bounded, nothing that steers a terminal."""
    line = re.sub(r"\s+", " ", text[: 4 * _MESSAGE_LENGTH]).strip()
    safe = printable(line)
    return safe if len(safe) <= _MESSAGE_LENGTH else f"{safe[:_MESSAGE_LENGTH]}…"


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "an array", str: "a string", bool: "a boolean"}
    return "null" if value is None else names.get(type(value), "a number")
