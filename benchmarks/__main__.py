"""Measures everything, prints the table, and writes it with a picture beside the benchmarks."""

from __future__ import annotations

import argparse
import platform
import sys
from pathlib import Path

from benchmarks import payloads, picture, rivals, timing
from benchmarks.figure import FULL, SMOKE, Effort, Row
from benchmarks.rows import table

HERE = Path(__file__).parent


def compare(effort: Effort, generated: bool) -> dict[str, dict[str, float | str]]:
    """Time of each way from bytes to fields, json.loads being 1, by way and payload."""
    found: dict[str, dict[str, float | str]] = {}
    bodies = [p for p in payloads.pages() if not p.name.startswith("50")]
    ways = list(rivals.all_of_them(generated))
    ours = rivals.Rival("hikerkit", lambda p: _ours(p))
    for way in (ours, *ways):
        found[way.name] = {}
        for body in bodies:
            if way.decoder is None:
                found[way.name][body.name] = f"not measured: {way.why_not}"
                continue
            decode, reference = way.decoder(body), ways[0].decoder
            assert reference is not None
            loads = reference(body)
            spent = timing.medians(
                {
                    "it": lambda decode=decode, c=body.content: decode(c),  # type: ignore[misc]
                    "loads": lambda loads=loads, c=body.content: loads(c),  # type: ignore[misc]
                },
                effort.rounds,
                effort.seconds,
            )
            found[way.name][body.name] = spent["it"] / spent["loads"]
    return found


def _ours(payload: payloads.Payload) -> rivals.Decode:
    from hikerkit_api import models

    decode: rivals.Decode = getattr(models, payload.model).from_json
    return decode


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument(
        "--smoke", action="store_true", help="only see that it runs; time nothing well"
    )
    parser.add_argument("--write", action="store_true", help="write RESULTS.md and results.svg")
    options = parser.parse_args()
    effort = SMOKE if options.smoke else FULL
    rows: list[Row] = []
    for row in table(effort):
        rows.append(row)
        verdict = "met" if row.met else "MISSED"
        print(
            f"{row.what:<48} {row.payload:<22} {row.ratio:6.2f}  reach {row.reach:<5} {verdict}",
            flush=True,
        )
    beside = compare(effort, generated=not options.smoke)
    for name, ratios in beside.items():
        shown = [f"{v:.2f}" if isinstance(v, float) else v for v in ratios.values()]
        print(f"{name:<48} " + "  ".join(shown), flush=True)
    if options.write:
        (HERE / "RESULTS.md").write_text(markdown(rows, beside), encoding="utf-8")
        picture.write(HERE / "results.svg", beside)
    missed = [row for row in rows if not row.met]
    print(f"{len(rows) - len(missed)} of {len(rows)} figures met")
    return 0 if options.smoke or not missed else 1


def markdown(rows: list[Row], beside: dict[str, dict[str, float | str]]) -> str:
    """The table as a page."""
    lines = [
        "# Measured",
        "",
        "Made by `scripts/bench --write`; every figure is a ratio of medians of one run"
        f" (Python {platform.python_version()}, {platform.machine()}).",
        "",
        "| what | on | beside (= 1.0) | ratio | reach | |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        verdict = "met" if row.met else "**missed**"
        lines.append(
            f"| {row.what} | {row.payload} | {row.beside} "
            f"| {row.ratio:.2f} | {row.reach} | {verdict} |"
        )
    names = list(next(iter(beside.values())))
    lines += ["", "Bytes to something with fields, `json.loads` = 1.0:", ""]
    lines += [f"| way | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for name, ratios in beside.items():
        shown = [f"{v:.2f}" if isinstance(v, float) else v for v in ratios.values()]
        lines.append(f"| {name} | {' | '.join(shown)} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
