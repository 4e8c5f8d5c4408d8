"""Checks of arguments: each returns the value, or raises an ArgumentError that names it."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

from hikerkit.errors import ArgumentError

_SHOWN = 60
_WEEK = 7 * 24 * 3600


def is_int(value: object) -> bool:
    """Whether this is an int; bool, a subclass in Python, is not."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> bool:
    """Whether this is an int or a float, and not a bool."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def require_int(
    name: str, value: Any, least: int, most: int | None = None, *, of: str = "an int"
) -> int:
    """An int within these bounds; the error calls it `of`. Raises ArgumentError."""
    if not is_int(value) or value < least or (most is not None and value > most):
        bounds = f"{least} or more" if most is None else f"from {least} to {most}"
        raise _wrong(name, value, f"{of}, {bounds}")
    number: int = value
    return number


def require_optional_int(name: str, value: Any, least: int = 0) -> int | None:
    """None, or an int of this much or more. Raises ArgumentError."""
    if value is None or (is_int(value) and value >= least):
        number: int | None = value
        return number
    raise _wrong(name, value, f"an int, {least} or more, or None")


def require_bool(name: str, value: Any) -> bool:
    """True or False. Raises ArgumentError."""
    if not isinstance(value, bool):
        raise _wrong(name, value, "True or False")
    return value


def require_pause(name: str, seconds: Any) -> float:
    """Seconds, 0 up to a week. Raises ArgumentError."""
    if not is_number(seconds) or not 0 <= seconds <= _WEEK:  # false for NaN
        raise _wrong(name, seconds, "seconds, 0 or more, at most a week")
    return float(seconds)


def require_timeout(name: str, seconds: Any) -> float | None:
    """Seconds above 0 up to a week, or None for no limit. Raises ArgumentError."""
    if seconds is None:
        return None
    if not is_number(seconds) or not 0 < seconds <= _WEEK:  # false for NaN
        raise _wrong(name, seconds, "seconds above 0, at most a week, or None for no limit")
    return float(seconds)


def require_duration(name: str, value: Any, otherwise: str = "") -> float:
    """Seconds, 0 or more, or a timedelta; in seconds. Raises ArgumentError."""
    seconds = value.total_seconds() if isinstance(value, timedelta) else value
    if not is_number(seconds) or not 0 <= seconds < math.inf:  # false for NaN
        raise _wrong(name, value, f"seconds, 0 or more, or a timedelta{otherwise}")
    return float(seconds)


def require_max_age(name: str, value: Any) -> float | None:
    """Seconds or a timedelta, or None for no limit. Raises ArgumentError."""
    return None if value is None else require_duration(name, value, ", or None for no limit")


def format_value(value: Any) -> str:
    """The repr of a value, cut to a length that fits an error."""
    try:
        text = repr(value)
    except ValueError:  # an int of more digits than Python converts
        return f"a very large {type(value).__name__}"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _wrong(name: str, value: Any, expected: str) -> ArgumentError:
    # A text may be a secret that was given for the wrong argument.
    shown = isinstance(value, int | float | timedelta | None)
    got = format_value(value) if shown else f"a {type(value).__name__}"
    return ArgumentError(f"{name}: expected {expected}, got {got}", argument=name)
