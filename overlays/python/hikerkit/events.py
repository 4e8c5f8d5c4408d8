"""Events that hooks receive; see `on_request` and `on_response` of the client."""

from __future__ import annotations

from msgspec import Struct


class RequestEvent(Struct, frozen=True):
    """A request that is about to be sent."""

    operation: str
    """Id of the operation."""
    url: str
    """URL without the key."""
    attempt: int
    """Number of the attempt; 1 for the first."""
    units: int
    """Request units according to the spec."""


class ResponseEvent(Struct, frozen=True):
    """A response from the service or the archive, or a request that failed."""

    operation: str
    """Id of the operation."""
    url: str
    """URL without the key."""
    attempt: int
    """Number of the attempt; 1 for the first."""
    status: int | None
    """HTTP status; None if there is no complete response."""
    units: int | None
    """Request units used according to the service; None if it does not say."""
    source: str
    """"wire" or "archive"."""
    seconds: float
    """Seconds from sending to the last byte."""
    error: str | None = None
    """Class name of the error; None if there is a complete response."""
