"""Transports that carry a client's requests to a mock in the same process."""

from __future__ import annotations

import time
from urllib.parse import parse_qsl, urlsplit

from hikerkit.mock.service import MockService
from hikerkit.transport import RawAnswer, Request


class MockTransport:
    """A `hikerkit.transport.Transport` that asks a mock; whatever host the URL names."""

    def __init__(self, service: MockService) -> None:
        self.service = service

    def send(self, request: Request) -> RawAnswer:
        """The mock's answer. Raises MockSpecError where the spec contradicts itself."""
        return _answer(self.service, request)

    def close(self) -> None:
        """Nothing to let go of."""


class AsyncMockTransport:
    """A `hikerkit.transport.AsyncTransport` that asks a mock; whatever host the URL names."""

    def __init__(self, service: MockService) -> None:
        self.service = service

    async def send(self, request: Request) -> RawAnswer:
        """The mock's answer. Raises MockSpecError where the spec contradicts itself."""
        return _answer(self.service, request)

    async def aclose(self) -> None:
        """Nothing to let go of."""


def _answer(service: MockService, request: Request) -> RawAnswer:
    began = time.perf_counter()
    url = urlsplit(request.url)
    query = parse_qsl(url.query, keep_blank_values=True)
    answer = service.handle(request.method, url.path or "/", query, request.headers)
    return RawAnswer(
        status=answer.status,
        headers=answer.headers,
        content=answer.content,
        url=request.url,
        elapsed=time.perf_counter() - began,
    )
