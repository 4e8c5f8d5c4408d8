"""How old a response of the archive may be."""

from __future__ import annotations

from hikerkit._utils import clock


def is_fresh(received: float, max_age: float | None) -> bool:
    """Whether a response of that Unix time may still be used.

    One from the future, as after the clock was set back, counts as new.
    """
    return max_age is None or max(0.0, clock.wall() - received) < max_age
