"""Command line of the seeded faults: which side, and which of its faults."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.tools.mutation import patches, run, sides, tree

_ROOT = Path(__file__).parents[3]


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="scripts/mutants",
        description="Breaks the code in one place at a time, and says whether the contract tests "
        "catch it. Exit status: 0 all caught, 1 one missed, 2 could not run.",
    )
    parser.add_argument("side", choices=sides.NAMES)
    parser.add_argument("names", nargs="*", metavar="NAME", help="faults; all by default")
    parser.add_argument("--list", action="store_true", help="list the faults, run nothing")
    parser.add_argument(
        "--refresh",
        action="store_true",
        help="rewrite the patches with current line numbers and minimal context, run nothing",
    )
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="only every Nth fault, for a quick run"
    )
    options = parser.parse_args()
    if options.every < 1:
        parser.error("--every: expected 1 or more")
    try:
        side = sides.load(options.side)
        faults = run.select(side, options.names)[:: options.every]
        tree.check(_ROOT, faults)
    except (run.MutantsError, patches.PatchError) as error:
        print(f"mutants: {error}", file=sys.stderr)
        return run.UNUSABLE
    if options.list:
        for fault in faults:
            print(f"{fault.name}: {fault.breaks} ({fault.file})")
        return run.ALL_CAUGHT
    if options.refresh:
        for fault in faults:
            patch = patches.format_patch(fault, tree.read(_ROOT, fault))
            (sides.FOLDER / options.side / f"{fault.name}.patch").write_text(patch)
        return run.ALL_CAUGHT
    return run.main(side, [fault.name for fault in faults], _ROOT)


if __name__ == "__main__":
    sys.exit(main())
