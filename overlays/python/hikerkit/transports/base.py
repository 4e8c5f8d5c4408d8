"""The transport protocol: the contract between the client and what sends its requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Protocol, runtime_checkable

from msgspec import Struct, field

DEFAULT_MAX_RESPONSE_BYTES = 64 * 2**20
"""Pages have some 100 kB; this leaves ample room for larger ones."""


class Request(Struct, frozen=True):
    """A request, ready to be sent."""

    operation: str
    """Id of the operation."""
    method: str
    url: str
    """Absolute URL with the query, without the key."""
    headers: Mapping[str, str] = field(default_factory=dict)
    timeout: float | None = None
    """Seconds to wait for the connection and for each part of the response; None: no limit."""
    total: float | None = None
    """Seconds for the complete response; None: no limit. May be exceeded by one `timeout`."""
    on_sent: Callable[[], None] | None = None
    """Called when the request is sent, after any wait for a connection."""

    def __repr__(self) -> str:
        # Not the headers: they contain the key.
        return f"<Request {self.method} {self.url}>"


class RawResponse(Struct, frozen=True):
    """A response as received, with its body decompressed."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    content: bytes
    url: str
    elapsed: float = 0.0
    """Seconds from sending to the last byte."""
    attempts: int = 1
    """How often the request was sent."""
    source: str = "wire"
    """"wire" or "archive"."""
    received_at: datetime = field(default_factory=partial(datetime.now, UTC))
    """When it was received from the service, in UTC."""
    uncertain: bool = False
    """Whether an earlier attempt may have been charged."""

    def __repr__(self) -> str:
        return f"<RawResponse {self.status} {self.url} {len(self.content)} bytes>"


@runtime_checkable
class Transport(Protocol):
    """Sends a request and reads the complete response.

    It does not follow redirects, does not retry, and adds no headers but those of HTTP itself.
    Raises `NetworkError` if there is no complete response, and `ResponseTooLargeError` if the
    response exceeds its limit.
    """

    def send(self, request: Request) -> RawResponse:
        """The response, whatever its status."""

    def close(self) -> None:
        """Close connections; may be called twice."""


@runtime_checkable
class AsyncTransport(Protocol):
    """The same for the async client."""

    async def send(self, request: Request) -> RawResponse:
        """The response, whatever its status."""

    async def aclose(self) -> None:
        """Close connections; may be called twice."""
