"""Client settings, validated before any request."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple, TypeAlias
from urllib.parse import urlsplit

from hikerkit_api import service
from msgspec import Struct

from hikerkit._utils.validation import (
    is_number,
    require_bool,
    require_int,
    require_pause,
    require_timeout,
)
from hikerkit.errors import AccessKeyError, ArgumentError

Key: TypeAlias = str | Callable[[], str]

BASE_URL_VARIABLE = "HIKERKIT_BASE_URL"
"""The environment variable that names another host, such as a mock's."""

DEFAULT_TIMEOUT = 30.0
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Secret(str):
    """A key whose repr does not show it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


class RetryPolicy(NamedTuple):
    """How often a call is retried."""

    retries: int = 2
    """Maximum number of retries."""
    retry_charged: int = 1
    """Maximum number of retries after an attempt that was charged or may have been."""
    max_retry_after: float = 60.0
    """Longest Retry-After, in seconds, that the client waits for."""


class RateSettings(Struct, frozen=True):
    """The rate limit."""

    rate: float | str
    """Requests per second, or "auto" to ask the service."""
    state_dir: str | os.PathLike[str] | None
    """Folder of the state that processes share; None: the default."""
    max_retry_after: float
    """Longest pause in seconds that a 429 may impose on all of them."""


class Settings(Struct, frozen=True):
    """Validated settings of one client."""

    key: Secret | Callable[[], str]
    """The key, or a function that gives it for one request or raises AccessKeyError."""
    base_url: str
    """Scheme, host, port and path, without a trailing slash."""
    timeout: float | None
    deadline: float | None
    retry: RetryPolicy
    rate: RateSettings | None
    max_response_bytes: int
    strict: bool

    def __repr__(self) -> str:
        return f"<Settings of {self.base_url}>"


def validate_settings(
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
    """The settings of a client. Raises ArgumentError that names the argument."""
    longest_pause = require_pause("max_retry_after", max_retry_after)
    return Settings(
        max_response_bytes=require_int("max_response_bytes", max_response_bytes, 1),
        key=_key_source(key),
        base_url=_choose_base_url(base_url),
        timeout=require_timeout("timeout", timeout),
        deadline=require_timeout("deadline", deadline),
        retry=RetryPolicy(
            retries=require_int("retries", retries, 0, 100),
            retry_charged=require_int("retry_charged", retry_charged, 0, 100),
            max_retry_after=longest_pause,
        ),
        rate=None if rate is None else RateSettings(_validate_rate(rate), state_dir, longest_pause),
        strict=require_bool("strict", strict),
    )


def _choose_base_url(base_url: str | None) -> str:
    """The argument, else the environment variable, else the spec's first server."""
    if base_url is not None:
        return validate_base_url(base_url)
    url = os.environ.get(BASE_URL_VARIABLE)
    return validate_base_url(url, BASE_URL_VARIABLE) if url else service.SERVERS[0]


def is_rate(rate: object) -> bool:
    """Whether this is a possible number of requests per second."""
    return isinstance(rate, int | float) and is_number(rate) and 0.001 <= rate <= 10_000


def _validate_rate(rate: float | str) -> float | str:
    if isinstance(rate, str) and rate == "auto":
        return rate
    if not is_rate(rate):
        raise ArgumentError(
            "rate: expected requests per second, 0.001 to 10000, or 'auto' to ask the service",
            argument="rate",
        )
    return float(rate)


def validate_base_url(url: str, source: str = "base_url") -> str:
    """The URL without a trailing slash. Raises ArgumentError that names the source."""

    def wrong(why: str) -> ArgumentError:
        # The URL is not shown: it may contain a password.
        return ArgumentError(f"{source}: {why}", argument="base_url")

    try:
        parts = urlsplit(url)
        port = parts.port
    except (TypeError, ValueError, AttributeError):
        raise wrong(f"expected a URL such as {service.SERVERS[0]}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise wrong(f"expected a URL such as {service.SERVERS[0]}")
    if not all("!" <= letter <= "~" for letter in url):
        raise wrong("expected printable ASCII without spaces")
    if parts.username is not None or "?" in url or "#" in url or port == 0:
        raise wrong("a user, query or fragment is not allowed")
    if not all(0 < len(label) < 64 for label in parts.hostname.rstrip(".").split(".")):
        raise wrong("the host is not a valid name")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise wrong("plain http would expose the key; use https")
    return url.rstrip("/")


def _key_source(key: Key | None) -> Secret | Callable[[], str]:
    if callable(key):
        given = key
        return lambda: validate_key(given(), "key")
    if key is None:
        from_environment = os.environ.get(service.KEY_ENVIRONMENT)
        if from_environment is None:
            raise AccessKeyError(
                f"no key: give key= or set {service.KEY_ENVIRONMENT} in the environment",
                argument="key",
            )
        return Secret(validate_key(from_environment, service.KEY_ENVIRONMENT))
    return Secret(validate_key(key, "key"))


def validate_key(key: object, source: str) -> str:
    """The key. Raises AccessKeyError, which never shows it."""
    if not isinstance(key, str):
        raise AccessKeyError(f"{source}: expected a str, got {type(key).__name__}", argument="key")
    if not key.strip():
        raise AccessKeyError(f"{source}: the key is empty", argument="key")
    if not all("!" <= letter <= "~" for letter in key):
        raise AccessKeyError(
            f"{source}: a key is printable ASCII without spaces or newlines; "
            "one may have been copied along with it",
            argument="key",
        )
    return key
