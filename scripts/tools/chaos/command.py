"""Run all parts and print their results; exit status 1 if a promise does not hold."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

from scripts.tools.chaos.collect import run_collect
from scripts.tools.chaos.kills import run_kills
from scripts.tools.chaos.mixed import run_mixed
from scripts.tools.chaos.rate import RATE, run_rate
from scripts.tools.chaos.replay import run_replay
from scripts.tools.chaos.table import fault_table

PARTS = ("faults", "mixed", "kills", "rate", "replay", "collect")
ACCOUNTS = 50
MIN_USED = 0.98
MAX_GROWTH = 1.02
MAX_COLLECT_GROWTH = 1.25
"""DuckDB caches pages of its file in memory."""

Row = tuple[str, str, str, bool | None]
"""Name, promise, result, and whether the promise holds (None: there is none)."""


def main(argv: list[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="scripts/chaos", description=__doc__)
    parser.add_argument("--full", action="store_true", help="run everything; takes some 15 minutes")
    parser.add_argument("part", nargs="*", help=f"{', '.join(PARTS)}; all by default")
    options = parser.parse_args(argv)
    if unknown := [part for part in options.part if part not in PARTS]:
        parser.error(f"unknown part {unknown[0]!r}; expected one of {', '.join(PARTS)}")
    broken = 0
    for part in options.part or PARTS:
        start = time.monotonic()
        for name, promise, result, holds in _rows(part, options.full):
            mark = {True: "holds ", False: "MISSED", None: "      "}[holds]
            print(f"{mark}  {name:44}  {promise:16}  {result}", flush=True)
            broken += holds is False
        print(f"        {part}: {time.monotonic() - start:.0f} s\n", flush=True)
    print(f"{broken} promises missed" if broken else "every promise holds")
    return 1 if broken else 0


def _rows(part: str, full: bool) -> Iterator[Row]:
    if part == "faults":
        yield from _fault_rows()
    elif part == "mixed":
        yield from _mixed_rows(1000 if full else 60)
    elif part == "kills":
        yield from _kill_rows(100 if full else 5)
    elif part == "rate":
        yield from _rate_rows(8, 60 if full else 8, full)
    elif part == "replay":
        yield from _replay_rows(*((200_000, 20_000) if full else (4_000, 400)))
    else:
        yield from _collect_rows(*((1_000, 1_000, True) if full else (40, 100, False)))


def _fault_rows() -> Iterator[Row]:
    print(f"        {'fault':24}  {'requests':>8}  {'charged':>7}  {'booked':22}  the caller sees")
    for line in fault_table():
        figures = f"{line.requests:8}  {line.units:7}  {line.booked:22}"
        print(f"        {line.fault:24}  {figures}  {line.seen}")
    yield from ()


def _mixed_rows(runs: int) -> Iterator[Row]:
    result = run_mixed(runs)
    charges = result.charges
    name = f"{runs} runs of mixed faults over 40 pages"
    yield name, "", f"{result.errors} errors were raised, and iteration continued", None
    yield "  items lost", "0", str(result.lost), result.lost == 0
    yield "  duplicate items", "0", str(result.duplicates), result.duplicates == 0
    yield "  lists reported as incomplete", "0", str(result.incomplete), result.incomplete == 0
    yield "  units for responses that it had", "0", str(charges.repeated), charges.repeated == 0
    yield "  units needed", "", str(charges.needed), None
    yield "  units for responses that were lost", "", str(charges.unknown), None
    yield "  units for damaged responses", "", str(charges.damaged), None
    wrong = result.misbooked
    yield "  runs whose usage contradicts the ledger", "0", str(wrong), wrong == 0


def _kill_rows(runs: int) -> Iterator[Row]:
    result = run_kills(runs)
    yield f"{runs} runs, killed {result.kills} times with SIGKILL", "", "", None
    yield "  runs that did not finish", "0", str(result.failed), result.failed == 0
    yield "  results not complete and equal", "0", str(result.not_equal), result.not_equal == 0
    twice = result.paid_twice
    yield "  units paid twice", f"at most {result.kills}", str(twice), twice <= result.kills


def _rate_rows(processes: int, seconds: int, is_timed: bool) -> Iterator[Row]:
    """A short run on a busy machine shows its timing without judging it."""
    result = run_rate(processes, ACCOUNTS, seconds)
    name = f"{processes} processes, {ACCOUNTS} accounts, one key"
    yield name, "", f"{RATE} requests per second for {seconds} s", None
    used = f"{result.used:.1%} of {result.seconds:.1f} s"
    enough, none = (result.used >= MIN_USED, result.refused == 0) if is_timed else (None, None)
    yield "  share of the rate used", f"at least {MIN_USED:.0%}", used, enough
    yield "  responses with status 429", "0", str(result.refused), none
    yield "  maximum in any second", str(RATE), str(result.max_per_second), None
    exact = result.units == result.budget
    yield "  units of the budget spent", str(result.budget), str(result.units), exact


def _replay_rows(pages: int, stored: int) -> Iterator[Row]:
    result = run_replay(pages, stored)
    yield f"{pages:,} pages replayed, {stored:,} distinct", "", "", None
    yield "  pages per second", "", f"{result.per_second:,.0f}", None
    flat = result.growth <= MAX_GROWTH
    growth = f"{result.growth:.3f} ({result.late / 1024:.0f} MB)"
    yield "  peak memory, relative to after a tenth", f"at most {MAX_GROWTH}", growth, flat
    yield "  units paid", "0", str(result.units), result.units == 0


def _collect_rows(accounts: int, followers: int, is_long: bool) -> Iterator[Row]:
    result = run_collect(accounts, followers)
    name = f"hikerkit collect: {accounts:,} accounts, killed {result.kills} times with SIGKILL"
    yield name, "", f"{result.seconds:.0f} s", None
    expected = accounts * followers
    yield "  followers in the table", f"{expected:,}", f"{result.rows:,}", result.rows == expected
    yield "  duplicates", "0", str(result.duplicates), result.duplicates == 0
    twice, in_flight = result.paid_twice, result.kills * result.concurrency
    yield "  units paid twice", f"at most {in_flight}", str(twice), twice <= in_flight
    flat = result.growth <= MAX_COLLECT_GROWTH if is_long else None
    growth = f"{result.growth:.3f} ({result.late / 1024:.0f} MB)"
    most = f"at most {MAX_COLLECT_GROWTH}"
    yield "  peak memory, relative to after a quarter", most, growth, flat


if __name__ == "__main__":
    sys.exit(main())
