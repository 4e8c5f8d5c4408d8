"""Options of calls and of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import timedelta

    from .model import Model


class CallOptions(TypedDict, total=False):
    """Keyword options that every call accepts."""

    timeout: float | None
    """Seconds to wait for the connection and for each read or write; None disables it."""
    deadline: float | None
    """Seconds for the call in total, with retries and waits; for a list, for each page."""
    strict: bool
    """Raise an error for a response that does not match its schema, instead of returning it."""
    max_age: float | timedelta | None
    """Maximum age of an archived response, in seconds or as a timedelta; None for any age."""
    refresh: bool
    """Pay for a new response even if one is archived; it replaces the archived one."""
    max_units: int
    """Units that the call may use, retries included; for a list, all pages together."""


class ListOptions(Struct, frozen=True):
    """Options of a list, in addition to those of its calls."""

    limit: int | None = None
    """Maximum number of items; None for all."""
    max_pages: int | None = None
    """Maximum number of pages to request; None for all."""
    max_empty: int | None = 10
    """Consecutive pages without a new item after which pagination stops; None for never."""
    expected: int | Model | None = None
    """Expected length of the list, or the profile that states it."""
    prefetch: int = 0
    """Pages to request ahead: 0 or 1."""
