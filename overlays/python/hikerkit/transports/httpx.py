"""Where httpx is used, and nowhere else: the transports that really send."""

from __future__ import annotations

import contextlib
import sys
import time
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import httpx

from hikerkit import errors
from hikerkit.transports.base import DEFAULT_MAX_RESPONSE_BYTES, RawResponse, Request
from hikerkit.transports.body import Body
from hikerkit.transports.certificates import Certificates, certificates
from hikerkit.transports.proxy import validate_proxy
from hikerkit.version import __version__

_HEADERS = {
    # The service's CDN turns away clients that look like none.
    "user-agent": f"hikerkit/{__version__} python/{sys.version_info[0]}.{sys.version_info[1]}",
    "accept": "application/json",
    # Only what is unpacked within a bound; see body.
    "accept-encoding": "gzip",
}
_MOST_CONNECTIONS = 100
_SENT = "send_request_headers.complete"


def _client_options(read: Certificates, max_connections: int, proxy: str | None) -> dict[str, Any]:
    with contextlib.suppress(ImportError):
        import_module("httpcore")  # while they are read
    return {
        "verify": read.result(),
        "proxy": proxy,
        "headers": _HEADERS,
        "follow_redirects": False,  # the key must not travel; see auth
        "limits": httpx.Limits(max_connections=max_connections, max_keepalive_connections=20),
        # Plain http is for loopback only; through a proxy the key would be on the network.
        "mounts": {"http://": None},
        "cookies": CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    }


def _unusable(error: Exception, proxy: str | None) -> errors.ArgumentError:
    if proxy is not None:
        # Its text may hold the URL, and that a password.
        extra = "; a socks5 proxy needs `pip install httpx[socks]`" if "socks" in proxy[:5] else ""
        return errors.ArgumentError(
            f"proxy: it cannot be used ({type(error).__name__}){extra}", argument="proxy"
        )
    return errors.ArgumentError(
        "the settings of proxies or certificates in the environment cannot be used "
        f"({type(error).__name__}: {str(error)[:200]})",
        argument="transport",
    )


def _own_headers(client: Any, kind: type[Any]) -> dict[str, str]:
    """Headers that a client of the caller's lacks; one made here has them. Raises ArgumentError."""
    if client is None:
        return {}
    if not isinstance(client, kind):
        raise errors.ArgumentError(
            f"client: expected an httpx.{kind.__name__}, got {type(client).__name__}",
            argument="client",
        )
    named = not client.headers.get("user-agent", "").startswith("python-httpx/")
    return {name: value for name, value in _HEADERS.items() if name != "user-agent" or not named}


class HttpxTransport:
    """Sends over HTTP with httpx."""

    def __init__(
        self,
        *,
        max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES,
        max_connections: int = _MOST_CONNECTIONS,
        proxy: str | None = None,
        client: Any = None,
    ) -> None:
        """Make a transport.

        Args:
            max_response_bytes: Bound on the size of one response.
            max_connections: Bound on connections at once.
            proxy: URL of a proxy; by default, proxies and certificates come from the environment.
            client: An `httpx.Client` of your own, with its proxies, certificates and limits; it
                is not closed here. It follows no redirect, whatever its settings.

        Raises:
            ArgumentError: An argument, or what the environment says, cannot be used.
        """
        self._headers = _own_headers(client, httpx.Client)
        self._most, self._owned = max_response_bytes, client is None
        if client is not None:
            self._client: httpx.Client = client
        else:
            self._connect(certificates(), max_connections, validate_proxy(proxy))

    @classmethod
    def checking(
        cls, read: Certificates, max_response_bytes: int, proxy: str | None
    ) -> HttpxTransport:
        """One that takes certificates that somebody began to read."""
        made = cls.__new__(cls)
        made._headers, made._most, made._owned = {}, max_response_bytes, True
        made._connect(read, _MOST_CONNECTIONS, proxy)
        return made

    def _connect(self, read: Certificates, max_connections: int, proxy: str | None) -> None:
        try:
            self._client = httpx.Client(**_client_options(read, max_connections, proxy))
        except (ValueError, ImportError, OSError) as error:
            raise _unusable(error, proxy) from None

    def send(self, request: Request) -> RawResponse:
        try:
            return self._send(request)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            failure = _translated(request, error)
        # Raised out here, it has no object of httpx behind it, which would hold the key.
        raise failure

    def _send(self, request: Request) -> RawResponse:
        started = time.perf_counter()
        sent = self._client.build_request(
            request.method,
            request.url,
            headers={**self._headers, **request.headers},
            timeout=request.timeout,
            extensions=_watched(request),
        )
        answer = self._client.send(sent, stream=True, follow_redirects=False)
        try:
            body = Body(request, answer.status_code, _headers(answer), self._most)
            for part in answer.iter_raw():
                body.add(part)
                if request.total is not None and time.perf_counter() - started > request.total:
                    raise _too_late(request)
        finally:
            answer.close()
        return body.to_response(time.perf_counter() - started)

    def close(self) -> None:
        if self._owned:
            self._client.close()


class AsyncHttpxTransport:
    """The same, asynchronously."""

    def __init__(
        self,
        *,
        max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES,
        max_connections: int = _MOST_CONNECTIONS,
        proxy: str | None = None,
        client: Any = None,
    ) -> None:
        """As that of `HttpxTransport`; `client` is an `httpx.AsyncClient`."""
        self._headers = _own_headers(client, httpx.AsyncClient)
        self._most, self._owned = max_response_bytes, client is None
        if client is not None:
            self._client: httpx.AsyncClient = client
        else:
            self._connect(certificates(), max_connections, validate_proxy(proxy))

    @classmethod
    def checking(
        cls, read: Certificates, max_response_bytes: int, proxy: str | None
    ) -> AsyncHttpxTransport:
        """One that takes certificates that somebody began to read."""
        made = cls.__new__(cls)
        made._headers, made._most, made._owned = {}, max_response_bytes, True
        made._connect(read, _MOST_CONNECTIONS, proxy)
        return made

    def _connect(self, read: Certificates, max_connections: int, proxy: str | None) -> None:
        try:
            self._client = httpx.AsyncClient(**_client_options(read, max_connections, proxy))
        except (ValueError, ImportError, OSError) as error:
            raise _unusable(error, proxy) from None

    async def send(self, request: Request) -> RawResponse:
        if request.total is None:
            return await self._sent(request)
        import anyio

        with anyio.move_on_after(request.total):
            return await self._sent(request)
        raise _too_late(request)

    async def _sent(self, request: Request) -> RawResponse:
        try:
            return await self._send(request)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            failure = _translated(request, error)
        raise failure

    async def _send(self, request: Request) -> RawResponse:
        started = time.perf_counter()
        sent = self._client.build_request(
            request.method,
            request.url,
            headers={**self._headers, **request.headers},
            timeout=request.timeout,
            extensions=_watched_async(request),
        )
        answer = await self._client.send(sent, stream=True, follow_redirects=False)
        try:
            body = Body(request, answer.status_code, _headers(answer), self._most)
            async for part in answer.aiter_raw():
                body.add(part)
        finally:
            await answer.aclose()
        return body.to_response(time.perf_counter() - started)

    async def aclose(self) -> None:
        if self._owned:
            await self._client.aclose()


def _watched(request: Request) -> dict[str, Any] | None:
    """What has httpx tell when the request is on its way, if anybody wants to know."""
    told = request.on_sent
    if told is None:
        return None

    def trace(event: str, _: Any) -> None:
        if event.endswith(_SENT):
            told()

    return {"trace": trace}


def _watched_async(request: Request) -> dict[str, Any] | None:
    """The same, asynchronously."""
    if request.on_sent is None:
        return None
    watch = _watched(request)
    assert watch is not None

    async def trace(event: str, info: Any) -> None:
        watch["trace"](event, info)

    return {"trace": trace}


def _too_late(request: Request) -> errors.TimedOutError:
    return errors.TimedOutError(
        "The complete response did not come in time",
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
    if cls is errors.ConnectFailedError:
        # Which host: one may have forgotten that it was named.
        what = what.replace("the service", urlsplit(request.url).netloc)
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
        return errors.TimedOutError, "The response did not come in time"
    return errors.ConnectionLostError, "The connection broke before the complete response came"
