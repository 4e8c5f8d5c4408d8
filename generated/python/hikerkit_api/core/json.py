"""JSON with every digit and every field: decoding, encoding, copying."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec


class JsonObject:
    """Base of the models: the instance's `__dict__` is the JSON object itself.

    So attributes that are named like their JSON field need no code at all to be read.
    """

    __slots__ = ("__dict__",)
    _data: dict[str, Any]


_dict = JsonObject.__dict__["__dict__"]
JsonObject._data = _dict
attach: Callable[[JsonObject, dict[str, Any]], None] = _dict.__set__
"""Makes a dict the JSON object of a new instance."""


def decode_json(content: bytes | str) -> Any:
    """JSON as plain data, integers with all digits. Raises ValueError for invalid JSON."""
    try:
        return decode(content)
    except UNREADABLE as error:
        return decode_slowly(content, error)


def decode_slowly(content: bytes | str, error: Exception) -> Any:
    # The standard library also reads lone surrogates (half an emoji), which msgspec refuses.
    try:
        if not isinstance(error, RecursionError):
            return json.loads(content, parse_constant=_no_constant, parse_float=_finite)
    except RecursionError:
        pass
    except ValueError:
        raise ValueError(str(error)) from None
    raise ValueError("it is nested too deeply") from None


def encode_json(value: Any) -> bytes:
    """Plain data or models as UTF-8 JSON."""
    try:
        return _encode(value)
    except (UnicodeEncodeError, TypeError, OverflowError):
        # Lone surrogates and integers beyond 64 bits, as in decode_slowly.
        return json.dumps(to_plain(value), separators=(",", ":"), allow_nan=False).encode()


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not valid JSON")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"{text[:40]} exceeds the range of a float")
    return number


def _unwrapped(value: Any) -> Any:
    if isinstance(value, JsonObject):
        return value._data
    raise TypeError(f"{type(value).__name__} is not JSON serializable")


UNREADABLE = (msgspec.MsgspecError, UnicodeError, RecursionError)
decode = msgspec.json.Decoder().decode
_encode = msgspec.json.Encoder(enc_hook=_unwrapped).encode


def to_plain(value: Any) -> Any:
    """A deep copy of JSON data, with dicts in place of models."""
    try:
        return _copied(value)
    except RecursionError:
        return _copied_deep(value)


def _copied(value: Any) -> Any:
    if isinstance(value, JsonObject):
        value = value._data
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copied(item) for item in value]
    return value


def _copied_deep(value: Any) -> Any:
    """The same without recursion, for data nested deeper than the recursion limit."""
    root: list[Any] = [value]
    places: list[tuple[Any, Any]] = [(root, 0)]
    while places:
        parent, key = places.pop()
        item = parent[key]
        if isinstance(item, JsonObject):
            item = item._data
        if isinstance(item, dict):
            parent[key] = item = dict(item)
            places += [(item, name) for name in item]
        elif isinstance(item, list):
            parent[key] = item = list(item)
            places += [(item, index) for index in range(len(item))]
    return root[0]
