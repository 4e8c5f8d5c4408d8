"""The HTTP transports; the only module that imports httpx."""

from __future__ import annotations

import contextlib
import sys
import time
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib import import_module
from typing import Any, Self
from urllib.parse import urlsplit

_HTTPX_CLI = "httpx._main"
if "httpx" not in sys.modules:
    # httpx imports its own command line if click, rich and pygments are installed, and does
    # without if not. Here it does without: importing them takes a quarter of a first call.
    sys.modules[_HTTPX_CLI] = None  # type: ignore[assignment]
try:
    import httpx
finally:
    if sys.modules.get(_HTTPX_CLI, _HTTPX_CLI) is None:
        del sys.modules[_HTTPX_CLI]

from hikerkit import errors
from hikerkit.transports.base import DEFAULT_MAX_RESPONSE_BYTES, RawResponse, Request
from hikerkit.transports.body import Body
from hikerkit.transports.certificates import Certificates, load_certificates
from hikerkit.version import __version__

_HEADERS = {
    # The service's CDN refuses clients without a name.
    "user-agent": f"hikerkit/{__version__} python/{sys.version_info[0]}.{sys.version_info[1]}",
    "accept": "application/json",
    # Only what is decompressed within a limit; see body.
    "accept-encoding": "gzip",
}
_MOST_CONNECTIONS = 100
_SENT = "send_request_headers.complete"
_HTTPX_ERRORS = (httpx.HTTPError, httpx.InvalidURL, UnicodeError)


def _client_options(
    certificates: Certificates, max_connections: int, proxy: str | None
) -> dict[str, Any]:
    with contextlib.suppress(ImportError):
        import_module("httpcore")  # while the certificates are loaded
    return {
        "verify": certificates.result(),
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
        # The text may contain the URL, and so a password.
        extra = "; a socks5 proxy needs `pip install httpx[socks]`" if "socks" in proxy[:5] else ""
        return errors.ArgumentError(
            f"proxy: it cannot be used ({type(error).__name__}){extra}", argument="proxy"
        )
    return errors.ArgumentError(
        "the proxies or certificates of the environment cannot be used "
        f"({type(error).__name__}: {str(error)[:200]})",
        argument="transport",
    )


def _missing_headers(client: Any, kind: type[Any]) -> dict[str, str]:
    """Headers that the caller's own client lacks. Raises ArgumentError."""
    if not isinstance(client, kind):
        raise errors.ArgumentError(
            f"client: expected an httpx.{kind.__name__}, got {type(client).__name__}",
            argument="client",
        )
    named = not client.headers.get("user-agent", "").startswith("python-httpx/")
    return {name: value for name, value in _HEADERS.items() if name != "user-agent" or not named}


class _Base:
    """What the sync and the async transport share."""

    _client_class: type[Any]
    _client: Any

    def __init__(
        self,
        *,
        max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES,
        max_connections: int = _MOST_CONNECTIONS,
        proxy: str | None = None,
        client: Any = None,
    ) -> None:
        """Create a transport.

        Args:
            max_response_bytes: Maximum size of a response.
            max_connections: Maximum number of concurrent connections.
            proxy: URL of a proxy; by default, proxies and certificates come from the environment.
            client: An `httpx.Client`, or `httpx.AsyncClient` for the async transport, with its own
                proxies, certificates and limits. It is not closed by the transport, and follows
                no redirects, whatever its settings.

        Raises:
            ArgumentError: An argument, or a setting of the environment, cannot be used.
        """
        self._max_bytes, self._owns_client = max_response_bytes, client is None
        self._headers: dict[str, str] = {}
        if proxy is not None:
            from hikerkit.transports.proxy import validate_proxy

            validate_proxy(proxy)
        if client is None:
            self._connect(load_certificates(), max_connections, proxy)
        else:
            self._headers = _missing_headers(client, self._client_class)
            self._client = client

    @classmethod
    def with_certificates(
        cls, certificates: Certificates, max_response_bytes: int, proxy: str | None
    ) -> Self:
        """A transport with certificates that are being loaded in the background."""
        transport = cls.__new__(cls)
        transport._headers = {}
        transport._max_bytes, transport._owns_client = max_response_bytes, True
        transport._connect(certificates, _MOST_CONNECTIONS, proxy)
        return transport

    def _connect(self, certificates: Certificates, max_connections: int, proxy: str | None) -> None:
        try:
            options = _client_options(certificates, max_connections, proxy)
            self._client = self._client_class(**options)
        except (ValueError, ImportError, OSError) as error:
            raise _unusable(error, proxy) from None

    def _build(self, request: Request, trace: Any) -> httpx.Request:
        built: httpx.Request = self._client.build_request(
            request.method,
            request.url,
            headers={**self._headers, **request.headers},
            timeout=request.timeout,
            extensions=None if request.on_sent is None else {"trace": trace},
        )
        return built

    def _body(self, request: Request, response: httpx.Response) -> Body:
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Body(request, response.status_code, headers, self._max_bytes)


class HttpxTransport(_Base):
    """Sends requests over HTTP with httpx."""

    _client_class = httpx.Client
    _client: httpx.Client

    def send(self, request: Request) -> RawResponse:
        try:
            return self._send(request)
        except _HTTPX_ERRORS as error:
            failure = _translate(request, error)
        # Raised outside of the handler: an httpx error in its context would hold the key.
        raise failure

    def _send(self, request: Request) -> RawResponse:
        def trace(event: str, _: Any) -> None:
            _notify(request, event)

        started = time.perf_counter()
        built = self._build(request, trace)
        response = self._client.send(built, stream=True, follow_redirects=False)
        try:
            body = self._body(request, response)
            for part in response.iter_raw():
                body.add(part)
                if request.total is not None and time.perf_counter() - started > request.total:
                    raise _too_late(request)
        finally:
            response.close()
        return body.to_response(time.perf_counter() - started)

    def close(self) -> None:
        if self._owns_client:
            self._client.close()


class AsyncHttpxTransport(_Base):
    """Sends requests over HTTP with httpx, on asyncio or trio."""

    _client_class = httpx.AsyncClient
    _client: httpx.AsyncClient

    async def send(self, request: Request) -> RawResponse:
        try:
            if request.total is None:
                return await self._send(request)
            import anyio

            with anyio.move_on_after(request.total):
                return await self._send(request)
            failure: errors.HikerError = _too_late(request)
        except _HTTPX_ERRORS as error:
            failure = _translate(request, error)
        raise failure

    async def _send(self, request: Request) -> RawResponse:
        async def trace(event: str, _: Any) -> None:
            _notify(request, event)

        started = time.perf_counter()
        built = self._build(request, trace)
        response = await self._client.send(built, stream=True, follow_redirects=False)
        try:
            body = self._body(request, response)
            async for part in response.aiter_raw():
                body.add(part)
        finally:
            await response.aclose()
        return body.to_response(time.perf_counter() - started)

    async def aclose(self) -> None:
        if self._owns_client:
            await self._client.aclose()


def _notify(request: Request, event: str) -> None:
    if request.on_sent is not None and event.endswith(_SENT):
        request.on_sent()


def _too_late(request: Request) -> errors.TimedOutError:
    return errors.TimedOutError(
        "The complete response was not received in time",
        operation=request.operation,
        url=request.url,
        attempts=1,
    )


def _translate(request: Request, error: Exception) -> errors.HikerError:
    """The error of hikerkit for one of httpx."""
    detail = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if not isinstance(error, httpx.HTTPError):
        return errors.ArgumentError(f"base_url: {detail[:200]}", argument="base_url")
    cls, what = _classify(error)
    if cls is errors.ConnectFailedError:
        # Name the host: it may be set in the environment.
        what = what.replace("the service", urlsplit(request.url).netloc)
    message = f"{what} ({detail[:200]})"
    return cls(message, operation=request.operation, url=request.url, attempts=1)


def _classify(error: httpx.HTTPError) -> tuple[type[errors.HikerError], str]:
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
        return errors.ConnectFailedError, "No connection to the service"
    if isinstance(error, httpx.PoolTimeout):
        return errors.ConnectFailedError, "No connection became free in time"
    if isinstance(error, httpx.UnsupportedProtocol):
        return errors.ConnectFailedError, "The scheme of the URL is not supported"
    if isinstance(error, httpx.TimeoutException):
        return errors.TimedOutError, "The response was not received in time"
    return (
        errors.ConnectionLostError,
        "The connection was lost before the complete response was received",
    )
