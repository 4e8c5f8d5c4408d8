"""Where httpx is used, and nowhere else: the transports that really send."""

from __future__ import annotations

import sys
import time
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx

from hikerkit import errors
from hikerkit.body import Body
from hikerkit.transport import RawAnswer, Request
from hikerkit.version import __version__

_HEADERS = {
    # The service's CDN turns away clients that look like none.
    "user-agent": f"hikerkit/{__version__} python/{sys.version_info[0]}.{sys.version_info[1]}",
    "accept": "application/json",
    # Only what is unpacked within a bound; see body.
    "accept-encoding": "gzip",
}


def _client_options(max_connections: int) -> dict[str, Any]:
    return {
        "headers": _HEADERS,
        "follow_redirects": False,  # the key must not travel; see auth
        "limits": httpx.Limits(max_connections=max_connections, max_keepalive_connections=20),
        # Plain http is for loopback only; through a proxy the key would be on the network.
        "mounts": {"http://": None},
        "cookies": CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    }


def _unusable(error: Exception) -> errors.ArgumentError:
    return errors.ArgumentError(
        "the settings of proxies or certificates in the environment cannot be used "
        f"({type(error).__name__}: {str(error)[:200]})",
        argument="transport",
    )


class HttpxTransport:
    """Sends over HTTP with httpx. Proxies and certificates come from the environment.

    Raises ArgumentError where those cannot be used.
    """

    def __init__(self, *, max_answer_bytes: int, max_connections: int = 100) -> None:
        self._most = max_answer_bytes
        try:
            self._client = httpx.Client(**_client_options(max_connections))
        except (ValueError, ImportError, OSError) as error:
            raise _unusable(error) from None

    def send(self, request: Request) -> RawAnswer:
        try:
            return self._send(request)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            failure = _translated(request, error)
        # Raised out here, it has no object of httpx behind it, which would hold the key.
        raise failure

    def _send(self, request: Request) -> RawAnswer:
        started = time.perf_counter()
        sent = self._client.build_request(
            request.method, request.url, headers=dict(request.headers), timeout=request.timeout
        )
        answer = self._client.send(sent, stream=True)
        try:
            body = Body(request, answer.status_code, _headers(answer), self._most)
            for part in answer.iter_raw():
                body.add(part)
                if request.total is not None and time.perf_counter() - started > request.total:
                    raise _too_late(request)
        finally:
            answer.close()
        return body.whole(time.perf_counter() - started)

    def close(self) -> None:
        self._client.close()


class AsyncHttpxTransport:
    """The same, asynchronously."""

    def __init__(self, *, max_answer_bytes: int, max_connections: int = 100) -> None:
        self._most = max_answer_bytes
        try:
            self._client = httpx.AsyncClient(**_client_options(max_connections))
        except (ValueError, ImportError, OSError) as error:
            raise _unusable(error) from None

    async def send(self, request: Request) -> RawAnswer:
        if request.total is None:
            return await self._sent(request)
        import anyio

        with anyio.move_on_after(request.total):
            return await self._sent(request)
        raise _too_late(request)

    async def _sent(self, request: Request) -> RawAnswer:
        try:
            return await self._send(request)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            failure = _translated(request, error)
        raise failure

    async def _send(self, request: Request) -> RawAnswer:
        started = time.perf_counter()
        sent = self._client.build_request(
            request.method, request.url, headers=dict(request.headers), timeout=request.timeout
        )
        answer = await self._client.send(sent, stream=True)
        try:
            body = Body(request, answer.status_code, _headers(answer), self._most)
            async for part in answer.aiter_raw():
                body.add(part)
        finally:
            await answer.aclose()
        return body.whole(time.perf_counter() - started)

    async def aclose(self) -> None:
        await self._client.aclose()


def _too_late(request: Request) -> errors.TimedOutError:
    return errors.TimedOutError(
        "The whole answer did not come in time",
        operation=request.operation,
        url=request.url,
        attempts=1,
    )


def _headers(answer: httpx.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.headers.items()}


def _translated(request: Request, error: Exception) -> errors.HikerError:
    """The error of hikerkit that stands for one of httpx."""
    detail = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if not isinstance(error, httpx.HTTPError):
        return errors.ArgumentError(f"base_url: {detail[:200]}", argument="base_url")
    cls, what = _meaning(error)
    message = f"{what} ({detail[:200]})"
    return cls(message, operation=request.operation, url=request.url, attempts=1)


def _meaning(error: httpx.HTTPError) -> tuple[type[errors.HikerError], str]:
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
        return errors.ConnectFailedError, "No connection to the service"
    if isinstance(error, httpx.PoolTimeout):
        return errors.ConnectFailedError, "No connection became free in time"
    if isinstance(error, httpx.UnsupportedProtocol):
        return errors.ConnectFailedError, "The URL is of no kind that can be asked"
    if isinstance(error, httpx.TimeoutException):
        return errors.TimedOutError, "The answer did not come in time"
    return errors.ConnectionLostError, "The connection broke before the whole answer came"
