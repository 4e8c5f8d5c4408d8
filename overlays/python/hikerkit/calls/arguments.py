"""Arguments: validated before anything is sent, then encoded as path and query."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from hikerkit_api.core.operation import Operation, Parameter
from hikerkit_api.core.options import CallOptions

from hikerkit._utils.text import has_lone_surrogate
from hikerkit._utils.validation import format_value, is_int
from hikerkit.errors import ArgumentError

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list, tuple),
}
# Integers of the service have at most 64 bits.
_LEAST, _MOST = -(2**63), 2**63 - 1


def validate_arguments(operation: Operation[Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that were given, each of the documented type.

    Raises ArgumentError that names the argument.
    """
    values: dict[str, Any] = {}
    for parameter in operation.parameters:
        value = given.get(parameter.argument)
        if value is None:
            if parameter.required:
                raise _wrong(operation, parameter, f"is missing: {_expected(parameter)}")
            continue
        values[parameter.argument] = _validate(operation, parameter, value)
    if operation.any_of and not any(values.get(name) for name in operation.any_of):
        names = " or ".join(f"{name}=" for name in operation.any_of)
        raise ArgumentError(f"{_call(operation)} needs {names}", argument=operation.any_of[0])
    return values


def validate_cursor(operation: Operation[Any], cursor: str) -> Any:
    """A cursor as the argument of the next page. Raises ArgumentError."""
    assert operation.page is not None
    name = operation.page.parameter
    parameter = next(p for p in operation.parameters if p.argument == name)
    return _validate(operation, parameter, cursor)


def validate_options(operation: Operation[Any], options: Mapping[str, Any]) -> None:
    """Raises ArgumentError for an unknown keyword."""
    known = CallOptions.__annotations__
    for name in options:
        if name not in known:
            names = [*known, *(parameter.argument for parameter in operation.parameters)]
            import difflib

            close = difflib.get_close_matches(name, names, n=1)
            hint = f"; did you mean {close[0]}=?" if close else ""
            raise ArgumentError(f"{_call(operation)} has no argument {name!r}{hint}", argument=name)


def build_target(operation: Operation[Any], values: Mapping[str, Any]) -> str:
    """Path and query of the request."""
    path, query = operation.path, []
    for parameter in operation.parameters:
        if parameter.argument not in values:
            continue
        value = values[parameter.argument]
        if parameter.location == "path":
            path = path.replace(f"{{{parameter.name}}}", quote(_text(value), safe=""))
        elif isinstance(value, list | tuple):
            query += [(parameter.name, _text(item)) for item in value]
        else:
            query.append((parameter.name, _text(value)))
    return f"{path}?{urlencode(query)}" if query else path


def _validate(operation: Operation[Any], parameter: Parameter, value: Any) -> Any:
    given = value
    # The member of an enum is a str or an int with another __str__.
    if isinstance(value, str):
        value = str.__str__(value)
    elif is_int(value):
        value = int(value)
    if _is_cursor(operation, parameter) and parameter.kind == "integer" and isinstance(value, str):
        # Pagers pass every cursor as a str.
        value = int(value) if value.isascii() and value.isdigit() and len(value) < 40 else value
    if parameter.numeric and not isinstance(value, str) and is_int(value):
        value = _digits(value)
    if not _has_type(value, parameter.kind) or not _is_allowed(parameter, value):
        raise _wrong(operation, parameter, f"is {format_value(given)}: {_expected(parameter)}")
    return value


def _is_cursor(operation: Operation[Any], parameter: Parameter) -> bool:
    return operation.page is not None and operation.page.parameter == parameter.argument


def _digits(value: int) -> str:
    # Python refuses to convert very large ints; no id is one of them.
    return str(value) if value.bit_length() <= 128 else "not an id"


def _has_type(value: Any, kind: str) -> bool:
    # bool is a subclass of int in Python, and not a number in JSON.
    return isinstance(value, _TYPES[kind]) and isinstance(value, bool) == (kind == "boolean")


def _is_allowed(parameter: Parameter, value: Any) -> bool:
    if parameter.kind != "array" and not _is_choice(parameter, value):
        return False
    if isinstance(value, str):
        if not value.isascii() and has_lone_surrogate(value):
            return False  # cannot be encoded in a URL
        if parameter.location == "path" and value in ("", ".", ".."):
            return False  # would change the path
        if parameter.pattern is not None and not _matches(parameter.pattern, value):
            return False
        return _is_between(len(value), parameter.min_length, parameter.max_length)
    if isinstance(value, list | tuple):
        return len(value) > 0 and all(_is_item_allowed(parameter, item) for item in value)
    if isinstance(value, float) and not math.isfinite(value):
        return False
    if parameter.kind == "integer" and not _LEAST <= value <= _MOST:
        return False
    return _is_between(value, parameter.minimum, parameter.maximum)


def _is_item_allowed(parameter: Parameter, item: Any) -> bool:
    if isinstance(item, str) and has_lone_surrogate(item):
        return False
    if isinstance(item, float) and not math.isfinite(item):
        return False
    kind = parameter.items_kind or ""
    known = _has_type(item, kind) if kind in _TYPES else isinstance(item, str | int | float)
    return known and _is_choice(parameter, item)


def _is_choice(parameter: Parameter, value: Any) -> bool:
    return not parameter.choices or value in parameter.choices


def _matches(pattern: str, value: str) -> bool:
    # Python's $ also matches before a trailing newline; JSON Schema's does not.
    return "\n" not in value and re.search(pattern, value, re.ASCII) is not None


def _is_between(value: float, least: float | None, most: float | None) -> bool:
    return (least is None or value >= least) and (most is None or value <= most)


def _expected(parameter: Parameter) -> str:
    if parameter.choices:
        return "expected one of " + ", ".join(repr(choice) for choice in parameter.choices)
    if parameter.expects:
        return f"expected {parameter.expects}"
    kinds = {
        "string": "a str",
        "integer": "an int of 64 bits",
        "number": "a number",
        "boolean": "a bool",
    }
    text = f"expected {kinds.get(parameter.kind, 'a list')}"
    if parameter.minimum is not None:
        text += f", {parameter.minimum} or more"
    if parameter.maximum is not None:
        text += f", {parameter.maximum} at most"
    return text


def _wrong(operation: Operation[Any], parameter: Parameter, why: str) -> ArgumentError:
    return ArgumentError(
        f"{_call(operation)}: {parameter.argument} {why}", argument=parameter.argument
    )


def _call(operation: Operation[Any]) -> str:
    return f"{operation.resource}.{operation.name}()"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
