"""How a `gather` that was closed keeps the calls that it started from sending any more."""

from __future__ import annotations

from contextvars import ContextVar

from hikerkit.errors import StoppedError


class Stop:
    """Shared by a gather and its calls."""

    __slots__ = ("outer", "stopped")

    def __init__(self) -> None:
        self.stopped = False
        self.outer = current.get()

    def __bool__(self) -> bool:
        return self.stopped or bool(self.outer)


current: ContextVar[Stop | None] = ContextVar("hikerkit_stop", default=None)
"""What may stop the calls of this thread or task."""


def check_stopped(operation: str) -> None:
    """Raises StoppedError where the gather that the call belongs to was closed."""
    if current.get():
        raise StoppedError("The gather that the call belongs to was closed", operation=operation)
