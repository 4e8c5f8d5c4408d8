"""Decodes responses to models and pages, or raises the error that says what is wrong with them."""

from __future__ import annotations

from functools import partial
from operator import is_not
from typing import Any, TypeVar

from hikerkit_api.core.json import decode_json
from hikerkit_api.core.operation import Operation
from hikerkit_api.core.response import Page, Response
from hikerkit_api.core.views import view_items, wrap
from msgspec import structs

from hikerkit._utils.json_path import JsonPath, as_count, find
from hikerkit._utils.text import has_lone_surrogate
from hikerkit._utils.validation import is_int
from hikerkit.calls import strict
from hikerkit.errors import UnexpectedShapeError
from hikerkit.responses.charge import units_used
from hikerkit.responses.failure import (
    is_failure,
    name_type,
    not_json_error,
    shape_error,
    status_error,
)
from hikerkit.transports.base import RawResponse

T = TypeVar("T")

_is_item = partial(is_not, None)


def decode_response(operation: Operation[T], raw: RawResponse, is_strict: bool) -> Response[T]:
    """The response of a call that is not a list. Raises ResponseError or StatusError."""
    data = _decode_body(operation, raw)
    if is_strict and (problem := strict.find_error(operation, raw)):
        raise problem
    path, shape = operation.result, operation.shape
    result = _value_at(operation, raw, data, path)
    if result is None and path:
        raise shape_error(operation, raw, path, "is null")
    if shape is not None:
        if not isinstance(result, dict if isinstance(shape, str) else list):
            raise shape_error(operation, raw, path, f"is {name_type(result)}")
        result = wrap(shape, result)
    body = data if operation.body is None else wrap(operation.body, data)
    return _envelope(operation, raw, body, units_used(raw), result)


def decode_page(operation: Operation[T], raw: RawResponse, is_strict: bool) -> Response[Page[T]]:
    """One page of a list. Raises ResponseError or StatusError."""
    response, problem = read_page(operation, raw, is_strict)
    if problem is not None:
        raise problem
    return response


def read_page(
    operation: Operation[T], raw: RawResponse, is_strict: bool
) -> tuple[Response[Page[T]], UnexpectedShapeError | None]:
    """One page, and a problem with it that can be raised later: the page was paid for.

    Raises ResponseError or StatusError.
    """
    shape = operation.page
    assert shape is not None
    data = _decode_body(operation, raw)
    try:
        entries = _value_at(operation, raw, data, shape.items)
        if entries is not None and not isinstance(entries, list):
            why = f"is {name_type(entries)}, not an array"
            raise shape_error(operation, raw, shape.items, why)
    except UnexpectedShapeError:
        if is_strict and (problem := strict.find_error(operation, raw)):
            raise problem from None
        raise
    entries = entries or []
    values = [_item_at(entry, shape.item) for entry in entries] if shape.item else entries
    cursor = problem = None
    try:
        cursor = _decode_cursor(operation, raw, data, shape.cursor)
    except UnexpectedShapeError as error:
        problem = error
    if is_strict and problem is None:
        problem = strict.find_error(operation, raw)
    models = view_items(operation.shape, values)
    items: list[T] = list(filter(_is_item, models))
    invalid_items = []
    if len(items) < len(entries):
        pairs = zip(entries, models, strict=True)
        invalid_items = [entry for entry, item in pairs if item is None]
    body = data if operation.body is None else wrap(operation.body, data)
    units = units_used(raw)
    cut = find(data, shape.cut) is True
    if cursor is None and problem is None:  # else they say whether the list continues
        cut = cut or find(data, shape.more) is True
    total = as_count(find(data, shape.total))
    response = _envelope(operation, raw, body, units)
    page = Page(items, cursor, invalid_items, response, cut, total)
    return structs.replace(response, result=page), problem


def _decode_body(operation: Operation[Any], raw: RawResponse) -> Any:
    """The JSON of a successful response."""
    if raw.status != 200:
        raise status_error(operation, raw)
    why = None
    try:
        data = decode_json(raw.content)
    except ValueError as error:
        why = str(error)
    if why is not None:
        raise not_json_error(operation, raw, why)
    if is_failure(data):
        raise status_error(operation, raw, data)
    body = operation.body
    if body is not None and not isinstance(data, dict if isinstance(body, str) else list):
        expected = "an object" if isinstance(body, str) else "an array"
        raise shape_error(operation, raw, (), f"is {name_type(data)}, not {expected}")
    return data


def _value_at(operation: Operation[Any], raw: RawResponse, data: Any, path: JsonPath) -> Any:
    """The value at this path. Raises UnexpectedShapeError."""
    for depth, step in enumerate(path):
        if not isinstance(data, dict):
            why = f"is {name_type(data)}, not an object"
            raise shape_error(operation, raw, path[:depth], why)
        if step not in data:
            raise shape_error(operation, raw, path[: depth + 1], "is missing")
        data = data[step]
    return data


def _item_at(entry: Any, path: JsonPath) -> Any:
    for step in path:
        entry = entry.get(step) if isinstance(entry, dict) else None
    return entry


def _decode_cursor(
    operation: Operation[Any], raw: RawResponse, data: Any, path: JsonPath
) -> str | None:
    value = _value_at(operation, raw, data, path)
    if value is None or value == "":
        return None
    if not isinstance(value, str) and not is_int(value):
        raise shape_error(operation, raw, path, f"is {name_type(value)}, not a cursor")
    if isinstance(value, str) and not value.isascii() and has_lone_surrogate(value):
        raise shape_error(operation, raw, path, "is a text that cannot be sent back")
    return str(value)


def _envelope(
    operation: Operation[Any], raw: RawResponse, body: Any, units: int | None, result: Any = None
) -> Response[Any]:
    return Response(
        result=result,
        body=body,
        content=raw.content,
        status=raw.status,
        headers=raw.headers,
        url=raw.url,
        units=units,
        elapsed=raw.elapsed,
        source=raw.source,
        received_at=raw.received_at,
        _judge=partial(strict.judge_content, operation.body),
    )
