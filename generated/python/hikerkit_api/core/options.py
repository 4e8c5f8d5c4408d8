"""Options of calls and of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import timedelta

    from .model import Model


class CallOptions(TypedDict, total=False):
    """Options that every call takes, by name."""

    timeout: float | None
    """Seconds to wait for the connection and for each part of the response; None waits for ever."""
    deadline: float | None
    """Seconds over all attempts, pauses and waits of the call; of a list, for each page."""
    strict: bool
    """Raise for a response that breaks its schema, instead of returning it as it came."""
    max_age: float | timedelta | None
    """Seconds (or a timedelta) until a response of the archive is too old; None for never."""
    refresh: bool
    """Ask, and pay, again for what the archive has; the new answer takes the old one's place."""
    max_units: int
    """Units that the call may spend, its retries among them; of a list, all its pages together."""


class ListOptions(Struct, frozen=True):
    """How far a walk goes, and how."""

    limit: int | None = None
    """Items to hand over at most; None for all."""
    max_pages: int | None = None
    """Pages to ask for at most; None for all."""
    max_empty: int | None = 10
    """Pages in a row without a new item after which the walk ends; None for never."""
    expected: int | Model | None = None
    """Length that the list ought to have, or the profile that says it."""
    prefetch: int = 0
    """Pages to ask for before they are needed: 0 or 1."""
