"""What a client is told when it is made, checked before anything is sent."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from hikerkit_api import service
from msgspec import Struct

from hikerkit.errors import AccessKeyError, ArgumentError

Key: TypeAlias = str | Callable[[], str]

BASE_URL_VARIABLE = "HIKERKIT_BASE_URL"
"""The environment variable that names another host, such as a mock's."""

DEFAULT_TIMEOUT = 30.0
# Pages are some 100 kB; this leaves room for answers that nobody has seen yet.
DEFAULT_MAX_RESPONSE_BYTES = 64 * 2**20

_LONGEST_TIMEOUT = 7 * 24 * 3600
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class RetryPolicy(NamedTuple):
    """How often a call is retried."""

    retries: int = 2
    """Most attempts after the first."""
    retry_charged: int = 1
    """Most of them after an attempt that was charged or may have been."""
    max_retry_after: float = 60.0
    """Longest Retry-After in seconds that is waited for."""


class RateSettings(Struct, frozen=True):
    """The rate limit."""

    rate: float | str
    """Requests per second, or "auto" to ask the service."""
    state_dir: str | os.PathLike[str] | None
    """Folder of the state that processes share; None: the default."""
    max_retry_after: float
    """Longest pause in seconds that a 429 may impose on all of them."""


class Settings(Struct, frozen=True):
    """Checked settings of one client."""

    key: Callable[[], str]
    """Gives the key for one request, or raises AccessKeyError."""
    base_url: str
    """Scheme, host, port and path, without a slash at the end."""
    timeout: float | None
    deadline: float | None
    retry: RetryPolicy
    rate: RateSettings | None
    max_response_bytes: int
    strict: bool

    def __repr__(self) -> str:
        return f"<Settings of {self.base_url}>"


def settings(
    *,
    key: Key | None,
    base_url: str | None,
    timeout: float | None,
    deadline: float | None,
    retries: int,
    retry_charged: int,
    max_retry_after: float,
    rate: float | str | None,
    state_dir: str | os.PathLike[str] | None,
    max_response_bytes: int,
    strict: bool,
) -> Settings:
    """Check all of it. Raises ArgumentError that names the argument."""
    if isinstance(max_response_bytes, bool) or not isinstance(max_response_bytes, int):
        raise ArgumentError("max_response_bytes: expected an int", argument="max_response_bytes")
    if max_response_bytes < 1:
        raise ArgumentError("max_response_bytes: expected 1 or more", argument="max_response_bytes")
    longest = _pause("max_retry_after", max_retry_after)
    return Settings(
        key=_key_source(key),
        base_url=_host(base_url),
        timeout=checked_timeout(timeout),
        deadline=checked_timeout(deadline, "deadline"),
        retry=RetryPolicy(
            retries=_times("retries", retries),
            retry_charged=_times("retry_charged", retry_charged),
            max_retry_after=longest,
        ),
        rate=None if rate is None else RateSettings(_checked_rate(rate), state_dir, longest),
        max_response_bytes=max_response_bytes,
        strict=checked_strict(strict),
    )


def _host(base_url: str | None) -> str:
    """The host that the argument names, else the environment, else the spec's first."""
    if base_url is not None:
        return checked_base_url(base_url)
    named = os.environ.get(BASE_URL_VARIABLE)
    return checked_base_url(named, BASE_URL_VARIABLE) if named else service.SERVERS[0]


def is_rate(rate: Any) -> bool:
    """Whether this is a possible number of requests per second."""
    number = isinstance(rate, int | float) and not isinstance(rate, bool)
    return number and 0.001 <= rate <= 10_000  # false for NaN


def _checked_rate(rate: float | str) -> float | str:
    if isinstance(rate, str) and rate == "auto":
        return rate
    if not is_rate(rate):
        raise ArgumentError(
            "rate: expected requests per second, 0.001 to 10000, or 'auto' to ask the service",
            argument="rate",
        )
    return float(rate)


def _times(name: str, number: int) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= 100:
        raise ArgumentError(f"{name}: expected an int from 0 to 100", argument=name)
    return number


def _pause(name: str, seconds: float) -> float:
    number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    if not number or not 0 <= seconds <= _LONGEST_TIMEOUT:  # NaN is not between them either
        raise ArgumentError(f"{name}: expected seconds, 0 or more, a week at most", argument=name)
    return float(seconds)


def checked_strict(strict: bool) -> bool:
    """Whether to be strict. Raises ArgumentError, also where what it needs is not installed."""
    if not isinstance(strict, bool):
        raise ArgumentError(f"strict={strict!r}: expected True or False", argument="strict")
    if strict:
        from hikerkit.calls.strict import require

        require()
    return strict


def checked_timeout(timeout: float | None, name: str = "timeout") -> float | None:
    """Seconds, or None for no limit. Raises ArgumentError."""
    if timeout is None:
        return None
    number = isinstance(timeout, int | float) and not isinstance(timeout, bool)
    if not number or not 0 < timeout <= _LONGEST_TIMEOUT:  # NaN is not between them either
        raise ArgumentError(
            f"{name}: expected seconds above 0, a week at most, or None for no limit",
            argument=name,
        )
    return float(timeout)


def checked_base_url(url: str, source: str = "base_url") -> str:
    """The URL without its last slash. Raises ArgumentError that names the source."""

    def wrong(why: str) -> ArgumentError:
        # The URL itself is not shown: somebody may have put a password into it.
        return ArgumentError(f"{source}: {why}", argument="base_url")

    try:
        parts = urlsplit(url)
        port = parts.port
    except (TypeError, ValueError, AttributeError):
        raise wrong(f"expected a URL such as {service.SERVERS[0]}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise wrong(f"expected a URL such as {service.SERVERS[0]}")
    if not all("!" <= letter <= "~" for letter in url):
        raise wrong("it is printable ASCII without spaces")
    if parts.username is not None or "?" in url or "#" in url or port == 0:
        raise wrong("no user, query or fragment may stand in it")
    if not all(0 < len(label) < 64 for label in parts.hostname.rstrip(".").split(".")):
        raise wrong("its host is no valid name")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise wrong("plain http would show the key to the network; use https")
    return url.rstrip("/")


def checked_proxy(url: str | None) -> str | None:
    """The URL of a proxy. Raises ArgumentError, which does not show it: a password may be in it."""
    if url is None:
        return None

    def wrong(why: str) -> ArgumentError:
        return ArgumentError(
            f"proxy: {why}; expected a URL such as http://user:password@host:8080 "
            "or socks5://host:1080",
            argument="proxy",
        )

    if not isinstance(url, str):
        raise wrong(f"it is of type {type(url).__name__}")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise wrong("it is no URL") from None
    if "://" not in url:
        raise wrong("it has no scheme")
    if parts.scheme not in ("http", "https", "socks5"):
        raise wrong("its scheme is none of http, https and socks5")
    if not parts.hostname or port == 0 or not all("!" <= letter <= "~" for letter in url):
        raise wrong("it names no host that can be reached")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise wrong("it has more than a host and a port")
    return url


def _key_source(key: Key | None) -> Callable[[], str]:
    if callable(key):
        given = key
        return lambda: checked_key(given(), "key")
    if key is None:
        from_environment = os.environ.get(service.KEY_ENVIRONMENT)
        if from_environment is None:
            raise AccessKeyError(
                f"no key: give key= or set {service.KEY_ENVIRONMENT} in the environment",
                argument="key",
            )
        checked = checked_key(from_environment, service.KEY_ENVIRONMENT)
    else:
        checked = checked_key(key, "key")
    return lambda: checked


def checked_key(key: object, source: str) -> str:
    """The key, if it can be one. Raises AccessKeyError, which never shows it."""
    if not isinstance(key, str):
        raise AccessKeyError(f"{source}: expected a str, got {type(key).__name__}", argument="key")
    if not key.strip():
        raise AccessKeyError(f"{source}: the key is empty", argument="key")
    if not all("!" <= letter <= "~" for letter in key):
        raise AccessKeyError(
            f"{source}: a key is printable ASCII without spaces or newlines; "
            "one may have come along when it was copied",
            argument="key",
        )
    return key
