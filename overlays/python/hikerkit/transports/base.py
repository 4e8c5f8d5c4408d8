"""What a transport is: the contract between the client and whatever carries bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Protocol, runtime_checkable

from msgspec import Struct, field

DEFAULT_MAX_RESPONSE_BYTES = 64 * 2**20
"""Pages have some 100 kB; this leaves ample room for larger ones."""


class Request(Struct, frozen=True):
    """One request, ready to be sent."""

    operation: str
    """Id of the operation that it asks for."""
    method: str
    url: str
    """Absolute, with the query in it; never with the key."""
    headers: Mapping[str, str] = field(default_factory=dict)
    timeout: float | None = None
    """Seconds to wait for the connection and for each part of the response; None for ever."""
    total: float | None = None
    """Seconds for the complete response; None: no limit. Overrun by one `timeout` at most."""
    on_sent: Callable[[], None] | None = None
    """Called when it is on its way; where it waits for a connection, that is later."""

    def __repr__(self) -> str:
        # The headers hold the key.
        return f"<Request {self.method} {self.url}>"


class RawResponse(Struct, frozen=True):
    """One response as it came, body decompressed."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    content: bytes
    url: str
    elapsed: float = 0.0
    """Seconds from sending to the last byte."""
    attempts: int = 1
    """How often it was asked for."""
    source: str = "wire"
    """Where it comes from now: "wire" or "archive"."""
    received_at: datetime = field(default_factory=partial(datetime.now, UTC))
    """When it came off the wire, in UTC."""
    uncertain: bool = False
    """Whether an attempt before this one may have been charged."""

    def __repr__(self) -> str:
        return f"<RawResponse {self.status} {self.url} {len(self.content)} bytes>"


@runtime_checkable
class Transport(Protocol):
    """Sends one request and reads its complete response.

    It follows no redirect, retries nothing and adds no header of its own but those of the wire.
    Raises `NetworkError` where no complete response came, `ResponseTooLargeError` for one past
    its bound.
    """

    def send(self, request: Request) -> RawResponse:
        """The response, whatever its status."""

    def close(self) -> None:
        """Let go of connections; may be called twice."""


@runtime_checkable
class AsyncTransport(Protocol):
    """The same, asynchronously."""

    async def send(self, request: Request) -> RawResponse:
        """The response, whatever its status."""

    async def aclose(self) -> None:
        """Let go of connections; may be called twice."""
