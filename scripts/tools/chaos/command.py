"""Runs all of it and prints the tables; exit status 1 where a promise does not hold."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

from scripts.tools.chaos.collect import collect
from scripts.tools.chaos.kills import kills
from scripts.tools.chaos.mixed import mixed
from scripts.tools.chaos.rate import RATE, rate
from scripts.tools.chaos.replay import replay
from scripts.tools.chaos.table import table

PARTS = ("faults", "mixed", "kills", "rate", "replay", "collect")
ACCOUNTS = 50
LEAST_USED = 0.98
MOST_GROWTH = 1.02
MOST_GROWTH_OF_TABLES = 1.25
"""DuckDB keeps pages of its file in memory while there is some."""

Row = tuple[str, str, str, bool | None]
"""What, the promise, what was seen, and whether it holds (None: there is no promise)."""


def main(argv: list[str] | None = None) -> int:
    """The command. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="scripts/chaos", description=__doc__)
    parser.add_argument("--full", action="store_true", help="the whole; some 15 minutes")
    parser.add_argument("part", nargs="*", help=f"{', '.join(PARTS)}; all by default")
    options = parser.parse_args(argv)
    if unknown := [part for part in options.part if part not in PARTS]:
        parser.error(f"there is no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    broken = 0
    for part in options.part or PARTS:
        began = time.monotonic()
        for what, promise, seen, holds in _rows(part, options.full):
            mark = {True: "holds ", False: "MISSED", None: "      "}[holds]
            print(f"{mark}  {what:44}  {promise:16}  {seen}", flush=True)
            broken += holds is False
        print(f"        {part}: {time.monotonic() - began:.0f} s\n", flush=True)
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
    for line in table():
        figures = f"{line.requests:8}  {line.units:7}  {line.booked:22}"
        print(f"        {line.fault:24}  {figures}  {line.seen}")
    yield from ()


def _mixed_rows(runs: int) -> Iterator[Row]:
    found = mixed(runs)
    paid = found.paid
    what = f"{runs} runs of mixed faults over 40 pages"
    yield what, "", f"{found.errors} errors were told, and the walk went on", None
    yield "  items lost", "0", str(found.lost), found.lost == 0
    yield "  items doubled", "0", str(found.doubled), found.doubled == 0
    yield "  lists told as incomplete", "0", str(found.incomplete), found.incomplete == 0
    yield "  units paid beyond what was needed", "0", str(paid.beyond), paid.beyond == 0
    yield "  units needed", "", str(paid.needed), None
    yield "  units of calls whose outcome nobody knew", "", str(paid.unknown), None
    yield "  units for answers that came damaged", "", str(paid.damaged), None
    yield "  runs booked otherwise than charged", "0", str(found.misbooked), not found.misbooked


def _kill_rows(runs: int) -> Iterator[Row]:
    found = kills(runs)
    yield f"{runs} runs, killed {found.kills} times with SIGKILL", "", "", None
    yield "  runs that did not come to their end", "0", str(found.failed), found.failed == 0
    yield "  results not complete and equal", "0", str(found.not_equal), found.not_equal == 0
    yield (
        "  units paid twice",
        f"{found.kills} at most",
        str(found.twice),
        found.twice <= found.kills,
    )


def _rate_rows(processes: int, seconds: int, is_timed: bool) -> Iterator[Row]:
    """Where the clock matters, a short run on a busy machine shows figures and judges none."""
    found = rate(processes, ACCOUNTS, seconds)
    what = f"{processes} processes, {ACCOUNTS} accounts, one key"
    yield what, "", f"{RATE} requests a second for {seconds} s", None
    used = f"{found.used:.1%} of {found.seconds:.1f} s"
    enough, none = (found.used >= LEAST_USED, found.refused == 0) if is_timed else (None, None)
    yield "  share of the rate used", f"{LEAST_USED:.0%} at least", used, enough
    yield "  answers of 429", "0", str(found.refused), none
    yield "  most in any second", str(RATE), str(found.most_in_a_second), None
    exact = found.units == found.budget
    yield "  budget kept to the unit", str(found.budget), str(found.units), exact


def _replay_rows(pages: int, stored: int) -> Iterator[Row]:
    found = replay(pages, stored)
    yield f"{pages:,} pages replayed, {stored:,} of them different", "", "", None
    yield "  pages a second", "", f"{found.a_second:,.0f}", None
    flat = found.growth <= MOST_GROWTH
    seen = f"{found.growth:.3f} ({found.late / 1024:.0f} MB)"
    yield "  peak memory over that after a tenth", f"{MOST_GROWTH} at most", seen, flat
    yield "  units paid", "0", str(found.paid), found.paid == 0


def _collect_rows(accounts: int, followers: int, is_long: bool) -> Iterator[Row]:
    found = collect(accounts, followers)
    what = f"hikerkit collect: {accounts:,} accounts, killed {found.kills} times with SIGKILL"
    yield what, "", f"{found.seconds:.0f} s", None
    wanted = accounts * followers
    yield "  followers in the table", f"{wanted:,}", f"{found.rows:,}", found.rows == wanted
    yield "  doubled", "0", str(found.doubled), found.doubled == 0
    at_most = found.kills * found.at_once
    yield "  units paid twice", f"{at_most} at most", str(found.twice), found.twice <= at_most
    flat = found.growth <= MOST_GROWTH_OF_TABLES if is_long else None
    seen = f"{found.growth:.3f} ({found.late / 1024:.0f} MB)"
    yield "  peak memory over that after a quarter", f"{MOST_GROWTH_OF_TABLES} at most", seen, flat


if __name__ == "__main__":
    sys.exit(main())
