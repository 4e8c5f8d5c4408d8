"""What may go wrong on demand: how a fault is written, and when it is its turn."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any

import attrs

from hikerkit.mock.errors import MockError
from hikerkit.mock.world.accounts import digest

KINDS = {
    "status": "a failure with this status: status=503",
    "delay": "seconds before the response: delay=0.5",
    "slow-body": "seconds in the middle of the body: slow-body=0.5",
    "reset": "the connection breaks before the response",
    "reset-body": "the connection breaks in the middle of the body",
    "cut-json": "half of the JSON, as if it were all",
    "wrong-type": "the right body under another content type",
    "html": "a page of HTML with status 200",
    "cut-gzip": "a compressed body that breaks off",
    "repeat-cursor": "a page whose cursor is the one that was asked for",
    "empty-page": "a page without items that has a cursor",
    "overlap": "items of this page come again on the next: overlap=3",
    "vanish": "items behind this page are gone: vanish=3",
    "unknown-field": "fields that the spec does not know",
    "other-type": "a documented field of another type",
    "expired-cursor": "the cursor has expired",
}
OPTIONS = {
    "retry-after": "seconds, or date+seconds for an HTTP date",
    "charged": "true or false: whether the call is charged all the same",
}
_TAKES_SECONDS = ("delay", "slow-body")
_TAKES_COUNT = ("overlap", "vanish")
_STATUS = re.compile(r"[1-9][0-9]{2}")
_RETRY_AFTER = re.compile(r"(date\+)?[0-9]{1,9}")
_LONGEST = 600.0  # seconds


@attrs.frozen
class Fault:
    """One thing that goes wrong."""

    kind: str
    """One of `KINDS`."""
    value: float = 0
    """Status, seconds or count."""
    retry_after: str | None = None
    charged: bool | None = None
    """None for what is usual with such a fault."""
    text: str = ""
    """As it was written."""


def read_fault(text: str) -> Fault:
    """The fault that is written so, for example "503;retry-after=2" or "overlap=3".

    Raises MockError.
    """
    head, *options = [part.strip() for part in text.split(";")]
    kind, _, value = head.partition("=")
    if _STATUS.fullmatch(kind) and not value:
        kind, value = "status", kind
    if kind not in KINDS:
        raise MockError(f"fault {kind[:40]!r}: there is none such{_close(kind, KINDS)}")
    found: dict[str, Any] = {"kind": kind, "value": _value(kind, value), "text": text.strip()}
    for option in options:
        name, _, given = option.partition("=")
        if name == "retry-after" and _RETRY_AFTER.fullmatch(given):
            found["retry_after"] = given
        elif name == "charged" and given in ("true", "false"):
            found["charged"] = given == "true"
        elif name in OPTIONS:
            raise MockError(f"fault option {name}={given[:40]!r}: expected {OPTIONS[name]}")
        else:
            raise MockError(f"fault option {name[:40]!r}: there is none{_close(name, OPTIONS)}")
    return Fault(**found)


def _value(kind: str, text: str) -> float:
    if kind == "status":
        if not _STATUS.fullmatch(text):
            raise MockError(f"fault status={text[:40]!r}: expected an HTTP status")
        return int(text)
    if kind in _TAKES_SECONDS:
        try:
            seconds = float(text)
        except ValueError:
            seconds = -1
        if not 0 <= seconds <= _LONGEST:
            raise MockError(f"fault {kind}={text[:40]!r}: expected seconds, {_LONGEST:g} at most")
        return seconds
    if kind in _TAKES_COUNT:
        if text and not (text.isascii() and text.isdigit() and 0 < int(text[:9]) < 1000):
            raise MockError(f"fault {kind}={text[:40]!r}: expected a count of items")
        return int(text or 3)
    if text:
        raise MockError(f"fault {kind}: it takes no value")
    return 0


def _close(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(known)}"


@attrs.frozen
class FaultPlan:
    """Faults by seed: the same requests meet the same faults, whatever their order.

    `share`: of the requests that meet one, 0 to 1; `faults`: which, as `read_fault` reads them.
    """

    seed: int
    share: float = attrs.field()
    faults: tuple[str, ...] = ("429", "500", "503", "504", "reset", "reset-body", "cut-json")
    most_a_target: int = 3
    """So many faults one target meets, then it is answered."""
    _read: tuple[Fault, ...] = attrs.field(init=False, repr=False)

    @share.validator
    def _between(self, _: Any, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise MockError(f"share={value!r}: expected a number from 0 to 1")

    @_read.default
    def _reading(self) -> tuple[Fault, ...]:
        if not self.faults:
            raise MockError("faults: expected at least one")
        return tuple(map(read_fault, self.faults))

    def choose(self, target: str, times: int) -> Fault | None:
        """What this request meets, the so manieth of its target."""
        if times > self.most_a_target:
            return None
        drawn = digest(self.seed, f"fault {times}", target)
        if (drawn % 1_000_000) >= self.share * 1_000_000:
            return None
        return self._read[(drawn >> 24) % len(self._read)]


@attrs.define
class _Waiting:
    fault: Fault
    times: int
    operation: str | None


class FaultQueue:
    """Faults that were asked for and wait for their request."""

    def __init__(self) -> None:
        self._waiting: list[_Waiting] = []

    def add(self, fault: str, *, times: int = 1, operation: str | None = None) -> None:
        """The next `times` requests (of this operation) meet the fault. Raises MockError."""
        if isinstance(times, bool) or not isinstance(times, int) or times < 1:
            raise MockError(f"times={times!r}: expected an int, 1 or more")
        self._waiting.append(_Waiting(read_fault(fault), times, operation))

    def clear(self) -> None:
        """Nothing waits any more."""
        self._waiting.clear()

    def take(self, operation: str) -> Fault | None:
        """The fault that this request meets."""
        for waiting in self._waiting:
            if waiting.operation in (None, operation):
                waiting.times -= 1
                if not waiting.times:
                    self._waiting.remove(waiting)
                return waiting.fault
        return None
