"""Transports that carry a client's requests to a mock in the same process."""

from __future__ import annotations

import time
from urllib.parse import parse_qsl, urlsplit

from hikerkit.errors import ConnectionLostError, TimedOutError
from hikerkit.mock.service import MockResponse, MockService
from hikerkit.transports.base import RawResponse, Request
from hikerkit.transports.body import Body

_MOST_BYTES = 2**30


class MockTransport:
    """A `hikerkit.transports.base.Transport` that asks a mock; whatever host the URL names."""

    def __init__(self, service: MockService) -> None:
        self.service = service

    def send(self, request: Request) -> RawResponse:
        """The mock's answer. Raises SpecError where the spec contradicts itself."""
        began = time.perf_counter()
        answer = _ask(self.service, request)
        if wait := _wait(answer, request):
            time.sleep(wait)
        return _whole(answer, request, began)

    def close(self) -> None:
        """Nothing to let go of."""


class AsyncMockTransport:
    """A `hikerkit.transports.base.AsyncTransport` that asks a mock; whatever host the URL names."""

    def __init__(self, service: MockService) -> None:
        self.service = service

    async def send(self, request: Request) -> RawResponse:
        """The mock's answer. Raises SpecError where the spec contradicts itself."""
        began = time.perf_counter()
        answer = _ask(self.service, request)
        if wait := _wait(answer, request):
            import anyio

            await anyio.sleep(wait)
        return _whole(answer, request, began)

    async def aclose(self) -> None:
        """Nothing to let go of."""


def _ask(service: MockService, request: Request) -> MockResponse:
    url = urlsplit(request.url)
    query = parse_qsl(url.query, keep_blank_values=True)
    return service.handle(request.method, url.path or "/", query, request.headers)


def _wait(answer: MockResponse, request: Request) -> float:
    """Seconds that the response takes; nobody waits for one that comes too late."""
    longest = max(answer.delay, answer.pause)
    if request.timeout is not None and longest >= request.timeout:
        raise TimedOutError(
            "The response did not come in time",
            operation=request.operation,
            url=request.url,
            attempts=1,
        )
    return answer.delay + answer.pause


def _whole(answer: MockResponse, request: Request, began: float) -> RawResponse:
    if answer.broken:
        raise ConnectionLostError(
            "The connection broke before the complete response came",
            operation=request.operation,
            url=request.url,
            attempts=1,
        )
    body = Body(request, answer.status, answer.headers, _MOST_BYTES)
    body.add(answer.content)
    return body.to_response(time.perf_counter() - began)
