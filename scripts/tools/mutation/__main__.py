"""Command line of the seeded faults: which side, and which of its faults."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from scripts.tools.mutation import run
from scripts.tools.mutation.fault import Side

_SIDES = ("client", "server")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="scripts/mutants",
        description="Breaks the code in one place at a time, and says whether the contract tests "
        "catch it. Exit status: 0 all caught, 1 one missed, 2 nothing could be said.",
    )
    parser.add_argument("side", choices=_SIDES)
    parser.add_argument("names", nargs="*", metavar="NAME", help="faults; all by default")
    parser.add_argument("--list", action="store_true", help="say what the faults are, run nothing")
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="only every Nth of them, for a quick run"
    )
    given = parser.parse_args()
    if given.every < 1:
        parser.error("--every: expected 1 or more")
    side: Side = import_module(f"scripts.tools.mutation.{given.side}").SIDE
    if given.list:
        for fault in side.faults:
            print(f"{fault.name}: {fault.breaks} ({fault.file})")
        return 0
    names = given.names or [fault.name for fault in side.faults]
    return run.main(side, names[:: given.every], Path(__file__).parents[3])


if __name__ == "__main__":
    sys.exit(main())
