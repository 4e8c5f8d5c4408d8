"""Many seeded runs over one list under mixed faults, sync and async in turn."""

from __future__ import annotations

from typing import Any

import anyio
import attrs

from hikerkit import HikerError
from hikerkit.mock import AsyncMockTransport, FaultPlan, MockService, MockTransport
from scripts.tools.chaos.clients import QuickAsyncHiker, QuickHiker
from scripts.tools.chaos.judge import Paid, paid
from scripts.tools.chaos.lists import item_id, long_list, method

PAGES, PAGE = 40, 25
FAULTS = (
    "408",
    "429",
    "429;retry-after=2",
    "429;retry-after=date+3",
    "500",
    "500;charged=true",
    "503",
    "503;retry-after=1",
    "504",
    "delay=99",
    "slow-body=99;charged=false",
    "reset",
    "reset;charged=true",
    "reset-body",
    "cut-gzip",
    "cut-json",
    "html",
    "wrong-type",
    "empty-page",
    "overlap=4",
    "unknown-field",
)
_OWNER = 77
_MOST_TRIES = 400  # a walk that needs more goes round in circles


@attrs.define
class Mixed:
    """What came of all runs."""

    runs: int = 0
    lost: int = 0
    doubled: int = 0
    errors: int = 0
    """Errors that were told on the way; the walk went on after each."""
    incomplete: int = 0
    """Runs whose verdict was not that the list is complete."""
    misbooked: int = 0
    """Runs in which the client's own count and the ledger cannot both be right."""
    paid: Paid = attrs.field(factory=Paid)


def mixed(runs: int) -> Mixed:
    """Do the runs."""
    expected = _expected()
    found = Mixed()
    for seed in range(runs):
        service = MockService(
            list_size=PAGES * PAGE,
            page_size=PAGE,
            faults=FaultPlan(seed, 0.25, FAULTS, max_per_target=4),
        )
        got, errors, usage, verdict = (
            anyio.run(_async_walk, service) if seed % 2 else _walk(service)
        )
        found.runs += 1
        found.errors += errors
        found.lost += len(expected - set(got))
        found.doubled += len(got) - len(set(got))
        found.incomplete += verdict.complete is not True
        units = service.ledger.units
        found.misbooked += not usage.units <= units <= usage.units + usage.uncertain
        found.paid.add(paid(service.ledger))
    return found


def _expected() -> set[str]:
    service = MockService(list_size=PAGES * PAGE, page_size=PAGE)
    with QuickHiker("chaos-key", transport=MockTransport(service)) as hiker:
        return {item_id(item) for item in method(hiker, long_list())(_OWNER)}


def _walk(service: MockService) -> tuple[list[str], int, Any, Any]:
    got: list[str] = []
    errors = 0
    with QuickHiker("chaos-key", transport=MockTransport(service), timeout=5) as hiker:
        pager = method(hiker, long_list())(_OWNER)
        for _ in range(_MOST_TRIES):
            try:
                for item in pager:
                    got.append(item_id(item))
                break
            except HikerError:
                errors += 1
        return got, errors, hiker.usage, pager.verdict


async def _async_walk(service: MockService) -> tuple[list[str], int, Any, Any]:
    got: list[str] = []
    errors = 0
    transport = AsyncMockTransport(service)
    async with QuickAsyncHiker("chaos-key", transport=transport, timeout=5) as hiker:
        pager = method(hiker, long_list())(_OWNER)
        for _ in range(_MOST_TRIES):
            try:
                async for item in pager:
                    got.append(item_id(item))
                break
            except HikerError:
                errors += 1
        return got, errors, hiker.usage, pager.verdict
