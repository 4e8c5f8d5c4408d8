"""Cancellation: a closed `gather` keeps its calls from sending further requests."""

from __future__ import annotations

from contextvars import ContextVar

from hikerkit.errors import StoppedError


class CancelToken:
    """Shared by a gather and its calls; true once the gather, or one around it, is cancelled."""

    __slots__ = ("cancelled", "outer")

    def __init__(self) -> None:
        self.cancelled = False
        self.outer = current.get()

    def __bool__(self) -> bool:
        return self.cancelled or bool(self.outer)


current: ContextVar[CancelToken | None] = ContextVar("hikerkit_cancel_token", default=None)
"""The token of the calls of this thread or task."""


def raise_if_cancelled(operation: str) -> None:
    """Raises StoppedError if the gather that the call belongs to was closed."""
    if current.get():
        raise StoppedError("The gather that the call belongs to was closed", operation=operation)
