"""From what a caller gave to what is sent: every argument is checked before anything is."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from hikerkit_api.core.operation import Operation, Parameter
from hikerkit_api.core.options import CallOptions

from hikerkit._utils.text import has_lone_surrogate
from hikerkit.errors import ArgumentError

_KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list, tuple),
}
_SHOWN = 60
# No integer of the service is longer than 64 bits; Python refuses to spell very large ones.
_LEAST, _MOST = -(2**63), 2**63 - 1


def checked(operation: Operation[Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, without what was not, each value of the documented kind.

    Raises ArgumentError that names the argument.
    """
    values: dict[str, Any] = {}
    for parameter in operation.parameters:
        value = given.get(parameter.argument)
        if value is None:
            if parameter.required:
                raise _wrong(operation, parameter, f"is missing: {_expected(parameter)}")
            continue
        values[parameter.argument] = _value(operation, parameter, value)
    if operation.any_of and not any(values.get(name) for name in operation.any_of):
        names = " or ".join(f"{name}=" for name in operation.any_of)
        raise ArgumentError(f"{_call(operation)} needs {names}", argument=operation.any_of[0])
    return values


def check_options(operation: Operation[Any], options: Mapping[str, Any]) -> None:
    """Raises ArgumentError for a keyword that no call knows."""
    known = CallOptions.__annotations__
    for name in options:
        if name not in known:
            names = [*known, *(parameter.argument for parameter in operation.parameters)]
            import difflib

            close = difflib.get_close_matches(name, names, n=1)
            hint = f"; did you mean {close[0]}=?" if close else ""
            raise ArgumentError(f"{_call(operation)} has no argument {name!r}{hint}", argument=name)


def count(name: str, value: int | None) -> int | None:
    """A limit: None or 0 and more. Raises ArgumentError."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ArgumentError(
            f"{name}={_shown(value)}: expected an int, 0 or more, or None", argument=name
        )
    return value


def target(operation: Operation[Any], values: Mapping[str, Any]) -> str:
    """Path and query that ask for this."""
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


def _value(operation: Operation[Any], parameter: Parameter, value: Any) -> Any:
    given = value
    # An enum's member is a str or an int that spells itself in another way.
    if isinstance(value, str):
        value = str.__str__(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        value = int(value)
    if _is_cursor(operation, parameter) and parameter.kind == "integer" and isinstance(value, str):
        # A pager gives every cursor as a text.
        value = int(value) if value.isascii() and value.isdigit() and len(value) < 40 else value
    if parameter.numeric and isinstance(value, int) and not isinstance(value, bool):
        value = _digits(value)
    right_kind = isinstance(value, _KINDS[parameter.kind])
    if isinstance(value, bool) and parameter.kind != "boolean":
        right_kind = False
    if not right_kind or not _fits(parameter, value):
        raise _wrong(operation, parameter, f"is {_shown(given)}: {_expected(parameter)}")
    return value


def _is_cursor(operation: Operation[Any], parameter: Parameter) -> bool:
    return operation.page is not None and operation.page.parameter == parameter.argument


def _digits(value: int) -> str:
    # Python refuses to spell very large ints; no id is one of them.
    return str(value) if value.bit_length() <= 128 else "not an id"


def _fits(parameter: Parameter, value: Any) -> bool:
    if parameter.kind != "array" and not _chosen(parameter, value):
        return False
    if isinstance(value, str):
        if has_lone_surrogate(value):
            return False  # a lone surrogate cannot be sent
        if parameter.location == "path" and value in ("", ".", ".."):
            return False  # would ask for another path
        if parameter.pattern is not None and not _matches(parameter.pattern, value):
            return False
        return _between(len(value), parameter.min_length, parameter.max_length)
    if isinstance(value, list | tuple):
        return len(value) > 0 and all(_item_fits(parameter, item) for item in value)
    if isinstance(value, float) and not math.isfinite(value):
        return False
    if parameter.kind == "integer" and not _LEAST <= value <= _MOST:
        return False
    return _between(value, parameter.minimum, parameter.maximum)


def _item_fits(parameter: Parameter, item: Any) -> bool:
    kind = parameter.items_kind or ""
    if isinstance(item, bool) and kind not in ("", "boolean"):
        return False  # an int to Python alone
    if isinstance(item, str) and has_lone_surrogate(item):
        return False
    if isinstance(item, float) and not math.isfinite(item):
        return False
    return isinstance(item, _KINDS.get(kind, (str, int, float))) and _chosen(parameter, item)


def _chosen(parameter: Parameter, value: Any) -> bool:
    return not parameter.choices or value in parameter.choices


def _matches(pattern: str, value: str) -> bool:
    # Python's $ also matches before a newline at the end; the spec's does not.
    return "\n" not in value and re.search(pattern, value, re.ASCII) is not None


def _between(value: float, least: float | None, most: float | None) -> bool:
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


def _shown(value: Any) -> str:
    try:
        text = repr(value)
    except ValueError:  # an int of more digits than Python turns into text
        return f"a very large {type(value).__name__}"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
