"""A line for each fault: what the caller sees, requests, units charged and units in `usage`."""

from __future__ import annotations

import attrs

from hikerkit import HikerError
from hikerkit.mock import MockService, MockTransport
from scripts.tools.chaos.clients import QuickHiker
from scripts.tools.chaos.lists import long_list, method, single_call

CALLS = (
    "307", "400", "401", "402", "403", "404", "405", "408", "410", "422", "429",
    "429;retry-after=2", "429;retry-after=date+2", "429;retry-after=900",
    "430", "500", "500;charged=true", "503", "504", "delay=99", "slow-body=99", "reset",
    "reset;charged=true", "reset-body", "cut-json", "cut-gzip", "html", "wrong-type",
    "unknown-field", "other-type",
)  # fmt: skip
LISTS = ("empty-page", "repeat-cursor", "overlap=3", "vanish=3", "expired-cursor")


@attrs.frozen
class Line:
    """The effect of one fault."""

    fault: str
    seen: str
    requests: int
    units: int
    """Units in the ledger."""
    booked: str
    """Units in the usage of the client."""


def fault_table() -> list[Line]:
    """A line for each fault of the mock, which happens once."""
    return [_call(fault) for fault in CALLS] + [_list(fault) for fault in LISTS]


def _call(fault: str) -> Line:
    service = MockService(list_size=100)
    service.faults.add(fault)
    with QuickHiker("chaos-key", transport=MockTransport(service), timeout=5) as hiker:
        try:
            method(hiker, single_call())(77)
            seen = "the response"
        except HikerError as error:
            seen = type(error).__name__
        return _line(fault, seen, service, hiker)


def _list(fault: str) -> Line:
    service = MockService(list_size=100)
    with QuickHiker("chaos-key", transport=MockTransport(service), timeout=5) as hiker:
        pager = method(hiker, long_list())(77)
        items = 0
        try:
            if fault == "expired-cursor":
                items += len(next(iter(pager.pages())))
            service.faults.add(fault, times=5 if fault == "repeat-cursor" else 1)
            items += sum(1 for _ in pager)
            seen = f"{items} items; {pager.verdict}"
        except HikerError as error:
            seen = f"{items or pager.items_read} items, then {type(error).__name__}"
        return _line(fault, seen, service, hiker)


def _line(fault: str, seen: str, service: MockService, hiker: QuickHiker) -> Line:
    usage = hiker.usage
    booked = f"{usage.units} spent" + (f", {usage.uncertain} uncertain" if usage.uncertain else "")
    return Line(fault, seen, service.ledger.requests, service.ledger.units, booked)
