"""How old a response of the archive may be."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

from hikerkit._utils import clock
from hikerkit.errors import ArgumentError


def checked_max_age(value: Any, name: str = "max_age") -> float | None:
    """Seconds, or None for no limit. Raises ArgumentError."""
    return None if value is None else checked_seconds(value, name, ", or None for no limit")


def checked_seconds(value: Any, name: str, otherwise: str = "") -> float:
    """Seconds. Raises ArgumentError; `otherwise` says what else may be given."""
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
    """Whether to send the request again. Raises ArgumentError."""
    if not isinstance(value, bool):
        raise ArgumentError("refresh: expected True or False", argument="refresh")
    return value


def is_fresh(received: float, max_age: float | None) -> bool:
    """Whether a response of that Unix time may still be used.

    One from the future, as after the clock was set back, counts as new.
    """
    return max_age is None or max(0.0, clock.wall() - received) < max_age
