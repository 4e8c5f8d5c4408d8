"""What hooks are told; see `hikerkit.layers.tracing`."""

from __future__ import annotations

from msgspec import Struct


class RequestEvent(Struct, frozen=True):
    """A request that is about to be sent."""

    operation: str
    """Id of the operation."""
    url: str
    """The key is not in it."""
    attempt: int
    """1 for the first."""
    units: int
    """Request units that the spec says it uses."""


class ResponseEvent(Struct, frozen=True):
    """A request that was answered, by the service or from the archive, or that failed."""

    operation: str
    """Id of the operation."""
    url: str
    """The key is not in it."""
    attempt: int
    """1 for the first."""
    status: int | None
    """HTTP status; None where no complete response came."""
    units: int | None
    """Request units that the service says it used; None where it does not say."""
    source: str
    """"wire" or "archive"."""
    seconds: float
    """From sending to the last byte."""
    error: str | None = None
    """Name of the class of what went wrong, where no complete response came."""
