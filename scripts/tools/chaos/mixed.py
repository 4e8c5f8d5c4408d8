"""Seeded runs over one list under mixed faults, alternately sync and async."""

from __future__ import annotations

from typing import Any

import anyio
import attrs

from hikerkit import HikerError
from hikerkit.mock import AsyncMockTransport, FaultPlan, MockService, MockTransport
from scripts.tools.chaos.clients import QuickAsyncHiker, QuickHiker
from scripts.tools.chaos.judge import Charges, sort_charges
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
_MAX_TRIES = 400  # a pager that needs more never ends


@attrs.define
class MixedResult:
    """The results of all runs."""

    runs: int = 0
    lost: int = 0
    duplicates: int = 0
    errors: int = 0
    """Errors that were raised; iteration continued after each."""
    incomplete: int = 0
    """Runs whose verdict was not complete."""
    misbooked: int = 0
    """Runs in which the usage of the client contradicts the ledger."""
    charges: Charges = attrs.field(factory=Charges)


def run_mixed(runs: int) -> MixedResult:
    """Do the runs."""
    expected = _expected()
    result = MixedResult()
    for seed in range(runs):
        service = MockService(
            list_size=PAGES * PAGE,
            page_size=PAGE,
            faults=FaultPlan(seed, 0.25, FAULTS, max_per_target=4),
        )
        ids, errors, usage, verdict = (
            anyio.run(_read_async, service) if seed % 2 else _read(service)
        )
        result.runs += 1
        result.errors += errors
        result.lost += len(expected - set(ids))
        result.duplicates += len(ids) - len(set(ids))
        result.incomplete += verdict.complete is not True
        units = service.ledger.units
        result.misbooked += not usage.units <= units <= usage.units + usage.uncertain
        result.charges.add(sort_charges(service.ledger))
    return result


def _expected() -> set[str]:
    service = MockService(list_size=PAGES * PAGE, page_size=PAGE)
    with QuickHiker("chaos-key", transport=MockTransport(service)) as hiker:
        return {item_id(item) for item in method(hiker, long_list())(_OWNER)}


def _read(service: MockService) -> tuple[list[str], int, Any, Any]:
    ids: list[str] = []
    errors = 0
    with QuickHiker("chaos-key", transport=MockTransport(service), timeout=5) as hiker:
        pager = method(hiker, long_list())(_OWNER)
        for _ in range(_MAX_TRIES):
            try:
                for item in pager:
                    ids.append(item_id(item))
                break
            except HikerError:
                errors += 1
        return ids, errors, hiker.usage, pager.verdict


async def _read_async(service: MockService) -> tuple[list[str], int, Any, Any]:
    ids: list[str] = []
    errors = 0
    transport = AsyncMockTransport(service)
    async with QuickAsyncHiker("chaos-key", transport=transport, timeout=5) as hiker:
        pager = method(hiker, long_list())(_OWNER)
        for _ in range(_MAX_TRIES):
            try:
                async for item in pager:
                    ids.append(item_id(item))
                break
            except HikerError:
                errors += 1
        return ids, errors, hiker.usage, pager.verdict
