"""Where httpx is used, and nowhere else: the transports that really send."""

from __future__ import annotations

import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from hikerkit import errors
from hikerkit.transport import RawAnswer, Request

_VERSION = "0.1.0"
_HEADERS = {
    # The service's CDN turns away clients that look like none.
    "user-agent": f"hikerkit/{_VERSION} python/{sys.version_info.major}.{sys.version_info.minor}",
    "accept": "application/json",
}


def _client_options(max_connections: int) -> dict[str, Any]:
    return {
        "headers": _HEADERS,
        "follow_redirects": False,  # the key must not travel; see auth
        "limits": httpx.Limits(max_connections=max_connections, max_keepalive_connections=20),
    }


class HttpxTransport:
    """Sends over HTTP with httpx. Proxies and certificates come from the environment."""

    def __init__(self, *, max_answer_bytes: int, max_connections: int = 100) -> None:
        self._most = max_answer_bytes
        self._client = httpx.Client(**_client_options(max_connections))

    def send(self, request: Request) -> RawAnswer:
        started = time.perf_counter()
        with _translated(request):
            sent = self._client.build_request(
                request.method, request.url, headers=dict(request.headers), timeout=request.timeout
            )
            answer = self._client.send(sent, stream=True)
            try:
                body = _Body(request, answer, self._most)
                for part in answer.iter_bytes():
                    body.add(part)
            finally:
                answer.close()
        return body.whole(started)

    def close(self) -> None:
        self._client.close()


class AsyncHttpxTransport:
    """The same, asynchronously."""

    def __init__(self, *, max_answer_bytes: int, max_connections: int = 100) -> None:
        self._most = max_answer_bytes
        self._client = httpx.AsyncClient(**_client_options(max_connections))

    async def send(self, request: Request) -> RawAnswer:
        started = time.perf_counter()
        with _translated(request):
            sent = self._client.build_request(
                request.method, request.url, headers=dict(request.headers), timeout=request.timeout
            )
            answer = await self._client.send(sent, stream=True)
            try:
                body = _Body(request, answer, self._most)
                async for part in _parts(answer):
                    body.add(part)
            finally:
                await answer.aclose()
        return body.whole(started)

    async def aclose(self) -> None:
        await self._client.aclose()


def _parts(answer: httpx.Response) -> AsyncIterator[bytes]:
    return answer.aiter_bytes()


class _Body:
    """Collects an answer's body up to a bound."""

    def __init__(self, request: Request, answer: httpx.Response, most: int) -> None:
        self._request, self._answer, self._most = request, answer, most
        self._parts: list[bytes] = []
        self._size = 0

    def add(self, part: bytes) -> None:
        self._size += len(part)
        self._parts.append(part)
        if self._size > self._most:
            raise errors.AnswerTooLargeError(
                f"The answer is larger than {self._most} bytes",
                operation=self._request.operation,
                url=self._request.url,
                status=self._answer.status_code,
                headers=_headers(self._answer),
                content=b"".join(self._parts)[: self._most],
            )

    def whole(self, started: float) -> RawAnswer:
        return RawAnswer(
            status=self._answer.status_code,
            headers=_headers(self._answer),
            content=b"".join(self._parts),
            url=self._request.url,
            elapsed=time.perf_counter() - started,
        )


def _headers(answer: httpx.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.headers.items()}


@contextmanager
def _translated(request: Request) -> Iterator[None]:
    """Errors of httpx become errors of hikerkit; none of its objects gets out."""
    try:
        yield
    except httpx.HTTPError as error:
        cls, what = _meaning(error)
        detail = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise cls(
            f"{what} ({detail[:200]})", operation=request.operation, url=request.url, attempts=1
        ) from None
    except httpx.InvalidURL as error:
        raise errors.ArgumentError(f"base_url: {error}", argument="base_url") from None


def _meaning(error: httpx.HTTPError) -> tuple[type[errors.HikerError], str]:
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
        return errors.ConnectFailedError, "No connection to the service"
    if isinstance(error, httpx.PoolTimeout):
        return errors.ConnectFailedError, "No connection became free in time"
    if isinstance(error, httpx.UnsupportedProtocol):
        return errors.ConnectFailedError, "The URL is of no kind that can be asked"
    if isinstance(error, httpx.TimeoutException):
        return errors.TimedOutError, "The answer did not come in time"
    if isinstance(error, httpx.DecodingError):
        return errors.ConnectionLostError, "The compressed answer is damaged or cut off"
    return errors.ConnectionLostError, "The connection broke before the whole answer came"
