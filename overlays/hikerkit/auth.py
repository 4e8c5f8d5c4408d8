"""Adds the key, and only for the configured host."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import attrs
from hikerkit_api import service

from hikerkit.errors import RedirectError
from hikerkit.steps import Layer, Steps
from hikerkit.transport import RawAnswer, Request

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5


def auth(below: Layer, key: Callable[[], str], base_url: str) -> Layer:
    """A layer that sends the key to this host, and follows redirects nowhere else."""
    home = _origin(base_url)

    def layer(request: Request) -> Steps[RawAnswer]:
        secret = key()
        headers = {**request.headers, service.KEY_HEADER: secret}
        for _ in range(_MOST_REDIRECTS + 1):
            answer = _without_key(
                (yield from below(attrs.evolve(request, headers=headers))), secret
            )
            place = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not place:
                return answer
            request = attrs.evolve(request, url=_next_url(request, answer, place, home))
        raise _refused(request, answer, "it redirects in a circle")

    return layer


def _without_key(answer: RawAnswer, secret: str) -> RawAnswer:
    """The answer, the key struck out of it where somebody on the way sent it back."""
    key = secret.encode()
    if key not in answer.content and not any(secret in v for v in answer.headers.values()):
        return answer
    headers = {name: value.replace(secret, "***") for name, value in answer.headers.items()}
    return attrs.evolve(answer, headers=headers, content=answer.content.replace(key, b"***"))


def _next_url(request: Request, answer: RawAnswer, place: str, home: tuple[str, ...]) -> str:
    try:
        url = urljoin(request.url, place)
        origin = _origin(url)
    except ValueError:
        raise _refused(request, answer, "it redirects to no valid URL") from None
    if origin != home:
        raise _refused(request, answer, f"it redirects to another host, {origin[1][:100]!r}")
    return url


def _refused(request: Request, answer: RawAnswer, why: str) -> RedirectError:
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
