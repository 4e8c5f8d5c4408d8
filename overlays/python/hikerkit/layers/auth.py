"""Adds the key, and only for the configured host; strikes it out of whatever goes wrong."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

from hikerkit_api import service
from msgspec import structs

from hikerkit.errors import HikerError, RedirectError
from hikerkit.layers.flow import Flow, Layer
from hikerkit.transports.base import RawResponse, Request

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5
# A shorter one, as in tests, would be struck out of words that have nothing to do with it.
_SHORTEST = 8


class Secret(str):
    """A key that does not show itself where variables are printed."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


class KeyRing:
    """Gives the key for each request, and knows which ones to strike out of an error."""

    def __init__(self, source: Callable[[], str]) -> None:
        self._source = source
        self._given: deque[Secret] = deque(maxlen=8)

    def __repr__(self) -> str:
        return "<KeyRing>"

    def key(self) -> Secret:
        """The key for one request. Raises AccessKeyError."""
        key = Secret(self._source())
        if key not in self._given:
            self._given.append(key)
        return key

    def clean(self, error: HikerError) -> None:
        """Strike the key out of an error; somebody on the way may have sent it back."""
        error.args = self.struck(error.args)
        for name, value in vars(error).items():
            setattr(error, name, self.struck(value))
        for before in (error.__cause__, error.__context__):
            if isinstance(before, HikerError):
                self.clean(before)

    def struck(self, value: Any) -> Any:
        """The same text, bytes, tuple or dict with the key struck out."""
        keys = [str.__str__(key) for key in self._given if len(key) >= _SHORTEST]
        for key in keys:
            for spelling in dict.fromkeys((key, key.replace("/", "\\/"))):
                value = _struck(value, spelling)
        return value


def _struck(value: Any, key: str) -> Any:
    if isinstance(value, str):
        return value.replace(key, "***")
    if isinstance(value, bytes):
        return value.replace(key.encode(), b"***")
    if isinstance(value, tuple):
        return tuple(_struck(item, key) for item in value)
    if isinstance(value, dict):
        return {_struck(name, key): _struck(item, key) for name, item in value.items()}
    return value


def auth(below: Layer, keys: KeyRing, base_url: str) -> Layer:
    """A layer that sends the key to this host, and follows redirects nowhere else."""
    home = _origin(base_url)

    def layer(request: Request) -> Flow[RawResponse]:
        headers = {**request.headers, service.KEY_HEADER: keys.key()}
        for _ in range(_MOST_REDIRECTS + 1):
            answer = yield from below(structs.replace(request, headers=headers))
            place = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not place:
                return answer
            request = structs.replace(request, url=_next_url(request, answer, place, home))
        raise _refused(request, answer, "it redirects in a circle")

    return layer


def _next_url(request: Request, answer: RawResponse, place: str, home: tuple[str, ...]) -> str:
    try:
        url = urljoin(request.url, place)
        origin = _origin(url)
    except ValueError:
        raise _refused(request, answer, "it redirects to no valid URL") from None
    if not all("!" <= letter <= "~" for letter in url):
        raise _refused(request, answer, "it redirects to no valid URL")
    if origin != home:
        raise _refused(request, answer, f"it redirects to another host, {origin[1][:100]!r}")
    return url


def _refused(request: Request, answer: RawResponse, why: str) -> RedirectError:
    return RedirectError(
        f"The service answered {answer.status}: {why}",
        url=request.url,
        status=answer.status,
        headers=answer.headers,
        content=answer.content,
    )


def _origin(url: str) -> tuple[str, ...]:
    parts = urlsplit(url)
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    return parts.scheme, parts.hostname or "", str(port)
