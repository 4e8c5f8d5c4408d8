"""Adds the access key, for the configured host only, and redacts it from errors."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

from hikerkit_api import service
from msgspec import structs

from hikerkit.errors import HikerError, RedirectError
from hikerkit.layers.flow import Call, Flow, Layer, Send
from hikerkit.settings import Secret
from hikerkit.transports.base import RawResponse, Request

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5
# Shorter keys, as in tests, are not redacted: they may be part of ordinary words.
_SHORTEST = 8


class KeyRing:
    """Gives the key for each request, and redacts the keys it gave."""

    def __init__(self, source: Secret | Callable[[], str]) -> None:
        self._source = source
        self._given: deque[Secret] = deque(maxlen=8)

    def __repr__(self) -> str:
        return "<KeyRing>"

    def key(self) -> Secret:
        """The key for one request. Raises AccessKeyError."""
        source = self._source
        key = source if isinstance(source, Secret) else Secret(source())
        if key not in self._given:
            self._given.append(key)
        return key

    def redact_error(self, error: HikerError) -> None:
        """Redact the key in an error: a server or proxy may have echoed it."""
        error.args = self.redact(error.args)
        for name, value in vars(error).items():
            setattr(error, name, self.redact(value))
        for before in (error.__cause__, error.__context__):
            if isinstance(before, HikerError):
                self.redact_error(before)

    def redact(self, value: Any) -> Any:
        """The same text, bytes, tuple or dict with `***` for the key."""
        keys = [str.__str__(key) for key in self._given if len(key) >= _SHORTEST]
        for key in keys:
            for spelling in dict.fromkeys((key, key.replace("/", "\\/"))):
                value = _redact(value, spelling)
        return value


def _redact(value: Any, key: str) -> Any:
    if isinstance(value, str):
        return value.replace(key, "***")
    if isinstance(value, bytes):
        return value.replace(key.encode(), b"***")
    if isinstance(value, tuple):
        return tuple(_redact(item, key) for item in value)
    if isinstance(value, dict):
        return {_redact(name, key): _redact(item, key) for name, item in value.items()}
    return value


def auth(keys: KeyRing, base_url: str) -> Layer:
    """The lowest layer: adds the key for this host, and follows redirects only within it."""
    home = _origin(base_url)

    def layer(call: Call) -> Flow[RawResponse]:
        headers = {**call.request.headers, service.KEY_HEADER: keys.key()}
        request = structs.replace(call.request, headers=headers)
        for _ in range(_MOST_REDIRECTS + 1):
            response: RawResponse = yield Send(structs.replace(call, request=request))
            location = response.headers.get("location")
            if response.status not in _REDIRECTS or not location:
                return response
            url = _redirect_url(request, response, location, home)
            request = structs.replace(request, url=url)
        raise _refuse(request, response, "it redirects in a loop")

    return layer


def _redirect_url(
    request: Request, response: RawResponse, location: str, home: tuple[str, ...]
) -> str:
    try:
        url = urljoin(request.url, location)
        origin = _origin(url)
    except ValueError:
        raise _refuse(request, response, "it redirects to an invalid URL") from None
    if not all("!" <= letter <= "~" for letter in url):
        raise _refuse(request, response, "it redirects to an invalid URL")
    if origin != home:
        raise _refuse(request, response, f"it redirects to another host, {origin[1][:100]!r}")
    return url


def _refuse(request: Request, response: RawResponse, why: str) -> RedirectError:
    return RedirectError(
        f"The service answered {response.status}: {why}",
        url=request.url,
        status=response.status,
        headers=response.headers,
        content=response.content,
    )


def _origin(url: str) -> tuple[str, ...]:
    parts = urlsplit(url)
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    return parts.scheme, parts.hostname or "", str(port)
