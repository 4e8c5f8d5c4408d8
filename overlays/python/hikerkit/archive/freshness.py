"""How old a response may be: what callers may give, and what it means."""

from __future__ import annotations

import math
import time
from datetime import timedelta
from typing import Any

from hikerkit.errors import ArgumentError


def checked_max_age(value: Any, name: str = "max_age") -> float | None:
    """Seconds, or None for ever. Raises ArgumentError."""
    return None if value is None else checked_seconds(value, name, ", or None for no limit")


def checked_seconds(value: Any, name: str, otherwise: str = "") -> float:
    """Seconds. Raises ArgumentError, which names what else would be right."""
    if isinstance(value, timedelta):
        value = value.total_seconds()
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not value >= 0 or math.isinf(value):  # NaN is not >= 0 either
        raise ArgumentError(
            f"{name}: expected seconds, 0 or more, or a timedelta{otherwise}",
            argument=name,
        )
    return float(value)


def checked_refresh(value: Any) -> bool:
    """Whether to ask again. Raises ArgumentError."""
    if not isinstance(value, bool):
        raise ArgumentError("refresh: expected True or False", argument="refresh")
    return value


def is_fresh(received: float, max_age: float | None) -> bool:
    """Whether a response of that Unix time may still be used.

    One from the future, as when the clock was set back, counts as new.
    """
    return max_age is None or max(0.0, now() - received) < max_age


def now() -> float:
    """Unix seconds."""
    return time.time()
