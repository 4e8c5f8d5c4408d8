"""Faults: how they are written, and which request meets which."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any

import attrs

from hikerkit._utils.validation import is_int, is_number
from hikerkit.mock.errors import MockError
from hikerkit.mock.world.accounts import digest

KINDS = {
    "status": "an error with this status: status=503",
    "delay": "seconds before the response: delay=0.5",
    "slow-body": "a pause of so many seconds in the middle of the body: slow-body=0.5",
    "reset": "the connection breaks before the response",
    "reset-body": "the connection breaks in the middle of the body",
    "cut-json": "the first half of the JSON, sent as if it were complete",
    "wrong-type": "the right body with another content type",
    "html": "an HTML page with status 200",
    "cut-gzip": "a truncated gzip body",
    "repeat-cursor": "a page whose next cursor is the one it was requested with",
    "empty-page": "a page without items but with a next cursor",
    "overlap": "the last items of this page, repeated on the next: overlap=3",
    "vanish": "items missing between this page and the next: vanish=3",
    "unknown-field": "fields that the spec does not define",
    "other-type": "a documented field with another type",
    "expired-cursor": "the cursor has expired",
}
OPTIONS = {
    "retry-after": "seconds, or date+seconds for an HTTP date",
    "charged": "true or false: whether the call is charged despite the fault",
}
_TAKES_SECONDS = ("delay", "slow-body")
_TAKES_COUNT = ("overlap", "vanish")
_STATUS = re.compile(r"[1-9][0-9]{2}")
_RETRY_AFTER = re.compile(r"(date\+)?[0-9]{1,9}")
_MAX_SECONDS = 600.0


@attrs.frozen
class Fault:
    """One fault."""

    kind: str
    """One of `KINDS`."""
    value: float = 0
    """Status, seconds or count."""
    retry_after: str | None = None
    charged: bool | None = None
    """None for the default of its kind."""
    text: str = ""
    """As it was written."""


@attrs.frozen
class PageFault:
    """What a fault does to a page of a list."""

    empty: bool = False
    """No items, and a cursor to the same place."""
    repeat: bool = False
    """The cursor of the request is the next cursor again."""
    overlap: int = 0
    """How many items the next page repeats."""
    vanish: int = 0
    """How many items after this page are missing."""

    @classmethod
    def of(cls, fault: Fault | None) -> PageFault:
        """What this fault does to a page; nothing for most faults."""
        if fault is None:
            return cls()
        return cls(
            empty=fault.kind == "empty-page",
            repeat=fault.kind == "repeat-cursor",
            overlap=int(fault.value) if fault.kind == "overlap" else 0,
            vanish=int(fault.value) if fault.kind == "vanish" else 0,
        )


def parse_fault(text: str) -> Fault:
    """Parse a fault such as "503;retry-after=2" or "overlap=3".

    Raises MockError.
    """
    head, *options = [part.strip() for part in text.split(";")]
    kind, _, value = head.partition("=")
    if _STATUS.fullmatch(kind) and not value:
        kind, value = "status", kind
    if kind not in KINDS:
        raise MockError(f"unknown fault {kind[:40]!r}{_suggest(kind, KINDS)}")
    fields: dict[str, Any] = {
        "kind": kind,
        "value": _parse_value(kind, value),
        "text": text.strip(),
    }
    for option in options:
        name, _, given = option.partition("=")
        if name == "retry-after" and _RETRY_AFTER.fullmatch(given):
            fields["retry_after"] = given
        elif name == "charged" and given in ("true", "false"):
            fields["charged"] = given == "true"
        elif name in OPTIONS:
            raise MockError(f"fault option {name}={given[:40]!r}: expected {OPTIONS[name]}")
        else:
            raise MockError(f"unknown fault option {name[:40]!r}{_suggest(name, OPTIONS)}")
    return Fault(**fields)


def _parse_value(kind: str, text: str) -> float:
    if kind == "status":
        if not _STATUS.fullmatch(text):
            raise MockError(f"fault status={text[:40]!r}: expected an HTTP status")
        return int(text)
    if kind in _TAKES_SECONDS:
        try:
            seconds = float(text)
        except ValueError:
            seconds = -1
        if not 0 <= seconds <= _MAX_SECONDS:
            raise MockError(f"fault {kind}={text[:40]!r}: expected 0 to {_MAX_SECONDS:g} seconds")
        return seconds
    if kind in _TAKES_COUNT:
        if text and not (text.isascii() and text.isdigit() and 0 < int(text[:9]) < 1000):
            raise MockError(f"fault {kind}={text[:40]!r}: expected a count of items below 1000")
        return int(text or 3)
    if text:
        raise MockError(f"fault {kind}: takes no value")
    return 0


def _suggest(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]}?" if close else f"; expected one of {', '.join(known)}"


@attrs.frozen
class FaultPlan:
    """Seeded faults: the same requests meet the same faults, in whatever order they arrive.

    `share`: fraction of requests that meet a fault, 0 to 1; `faults`: which, in the syntax of
    `parse_fault`. Raises MockError for a wrong value.
    """

    seed: int
    share: float = attrs.field()
    faults: tuple[str, ...] = ("429", "500", "503", "504", "reset", "reset-body", "cut-json")
    max_per_target: int = 3
    """After this many faults a path and query gets its normal response."""
    _parsed: tuple[Fault, ...] = attrs.field(init=False, repr=False)

    @share.validator
    def _validate_share(self, _: Any, value: Any) -> None:
        if not is_number(value) or not 0 <= value <= 1:
            raise MockError(f"share: expected a number from 0 to 1, got {value!r}")

    @_parsed.default
    def _parse_all(self) -> tuple[Fault, ...]:
        if not self.faults:
            raise MockError("faults: expected at least one")
        return tuple(map(parse_fault, self.faults))

    def choose(self, target: str, attempt: int) -> Fault | None:
        """The fault of this request, which is the `attempt`th for its path and query."""
        if attempt > self.max_per_target:
            return None
        drawn = digest(self.seed, f"fault {attempt}", target)
        if (drawn % 1_000_000) >= self.share * 1_000_000:
            return None
        return self._parsed[(drawn >> 24) % len(self._parsed)]


@attrs.define
class _Queued:
    fault: Fault
    times: int
    operation: str | None


class FaultQueue:
    """Faults that wait for the next matching request."""

    def __init__(self) -> None:
        self._queue: list[_Queued] = []

    def add(self, fault: str, *, times: int = 1, operation: str | None = None) -> None:
        """The next `times` requests (to this operation) meet the fault. Raises MockError."""
        if not is_int(times) or times < 1:
            raise MockError(f"times: expected an int, 1 or more, got {times!r}")
        self._queue.append(_Queued(parse_fault(fault), times, operation))

    def clear(self) -> None:
        """Drop all faults that wait."""
        self._queue.clear()

    def take(self, operation: str) -> Fault | None:
        """The fault of the next request to this operation."""
        for queued in self._queue:
            if queued.operation in (None, operation):
                queued.times -= 1
                if not queued.times:
                    self._queue.remove(queued)
                return queued.fault
        return None
