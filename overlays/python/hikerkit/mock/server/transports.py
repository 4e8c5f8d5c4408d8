"""Transports that carry a client's requests to a mock in the same process."""

from __future__ import annotations

import time
from urllib.parse import parse_qsl, urlsplit

from hikerkit.errors import ConnectionLostError, TimedOutError
from hikerkit.mock.replies import MockResponse
from hikerkit.mock.server import control
from hikerkit.mock.service import MockService
from hikerkit.transports.base import RawResponse, Request
from hikerkit.transports.body import Body

_MAX_BYTES = 2**30


class MockTransport:
    """A `hikerkit.transports.base.Transport` to a mock, whatever host the URL names."""

    def __init__(self, service: MockService) -> None:
        self.service = service

    def send(self, request: Request) -> RawResponse:
        """The mock's response.

        Raises TimedOutError, ConnectionLostError, SpecError (the spec contradicts itself).
        """
        began = time.perf_counter()
        response = _handle(self.service, request)
        if seconds := _delay(response, request):
            time.sleep(seconds)
        return _finish(response, request, began)

    def close(self) -> None:
        """Nothing to close."""


class AsyncMockTransport:
    """A `hikerkit.transports.base.AsyncTransport` to a mock, whatever host the URL names."""

    def __init__(self, service: MockService) -> None:
        self.service = service

    async def send(self, request: Request) -> RawResponse:
        """The mock's response.

        Raises TimedOutError, ConnectionLostError, SpecError (the spec contradicts itself).
        """
        began = time.perf_counter()
        response = _handle(self.service, request)
        if seconds := _delay(response, request):
            import anyio

            await anyio.sleep(seconds)
        return _finish(response, request, began)

    async def aclose(self) -> None:
        """Nothing to close."""


def _handle(service: MockService, request: Request) -> MockResponse:
    url = urlsplit(request.url)
    query = parse_qsl(url.query, keep_blank_values=True)
    return control.handle(service, request.method, url.path or "/", query, request.headers)


def _delay(response: MockResponse, request: Request) -> float:
    """Seconds that the response takes; a timeout is raised at once, without waiting for it."""
    longest = max(response.delay, response.pause)
    if request.timeout is not None and longest >= request.timeout:
        raise TimedOutError(
            "The response was not received in time",
            operation=request.operation,
            url=request.url,
            attempts=1,
        )
    return response.delay + response.pause


def _finish(response: MockResponse, request: Request, began: float) -> RawResponse:
    if response.broken:
        raise ConnectionLostError(
            "The connection broke before the complete response was received",
            operation=request.operation,
            url=request.url,
            attempts=1,
        )
    body = Body(request, response.status, response.headers, _MAX_BYTES)
    body.add(response.content)
    return body.to_response(time.perf_counter() - began)
