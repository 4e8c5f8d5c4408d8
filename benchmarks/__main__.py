"""Measures everything and prints the table; `--write` saves it with a chart."""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import calls, decoding, payloads, picture, processes, rivals, timing
from benchmarks.row import FULL, SMOKE, Effort, Row

HERE = Path(__file__).parent


def compare(effort: Effort, generated: bool) -> dict[str, dict[str, float | str]]:
    """Decoding time of each alternative, by name and payload; json.loads is 1."""
    ratios_of: dict[str, dict[str, float | str]] = {}
    bodies = [p for p in payloads.pages() if not p.name.startswith("50")]
    others = list(rivals.all_rivals(generated))
    ours = rivals.Rival("hikerkit", lambda p: _ours(p))
    for rival in (ours, *others):
        ratios_of[rival.name] = {}
        for body in bodies:
            if rival.decoder is None:
                ratios_of[rival.name][body.name] = f"not measured: {rival.why_not}"
                continue
            decode, reference = rival.decoder(body), others[0].decoder
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
            ratios_of[rival.name][body.name] = spent["it"] / spent["loads"]
    return ratios_of


def measure(effort: Effort) -> Iterator[Row]:
    """All rows, as they are measured."""
    yield from decoding.rows(effort)
    yield from calls.rows(effort)
    yield from processes.rows(effort)


def _ours(payload: payloads.Payload) -> rivals.Decode:
    from hikerkit_api import models

    decode: rivals.Decode = getattr(models, payload.model).from_json
    return decode


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument(
        "--smoke", action="store_true", help="only check that it runs; the figures mean nothing"
    )
    parser.add_argument("--write", action="store_true", help="write RESULTS.md and results.svg")
    options = parser.parse_args()
    effort = SMOKE if options.smoke else FULL
    rows: list[Row] = []
    for row in measure(effort):
        rows.append(row)
        figures = f"{row.ratio:6.2f}  target {row.target:<5} {row.verdict}"
        print(f"{row.what:<48} {row.payload:<24} {figures}", flush=True)
    alternatives = compare(effort, generated=not options.smoke)
    for name, ratios in alternatives.items():
        shown = [f"{v:.2f}" if isinstance(v, float) else v for v in ratios.values()]
        print(f"{name:<48} " + "  ".join(shown), flush=True)
    if options.write:
        (HERE / "RESULTS.md").write_text(markdown(rows, alternatives), encoding="utf-8")
        picture.write(HERE / "results.svg", alternatives)
    missed = [row for row in rows if not row.met]
    print(f"{len(rows) - len(missed)} of {len(rows)} targets met")
    return 0 if options.smoke or not missed else 1


def markdown(rows: list[Row], alternatives: dict[str, dict[str, float | str]]) -> str:
    """The table as a Markdown page."""
    lines = [
        "# Measured",
        "",
        "Written by `scripts/bench --write`; each figure is a ratio of medians of one run"
        f" (Python {platform.python_version()}, {platform.machine()}).",
        "",
        "| what | payload | baseline (= 1.0) | ratio | target | |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        verdict = row.verdict.replace("MISSED", "**missed**")
        lines.append(
            f"| {row.what} | {row.payload} | {row.baseline} "
            f"| {row.ratio:.2f} | {row.target} | {verdict} |"
        )
    names = list(next(iter(alternatives.values())))
    lines += ["", "Decoding a page, `json.loads` = 1.0:", ""]
    lines += [f"| alternative | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for name, ratios in alternatives.items():
        shown = [f"{v:.2f}" if isinstance(v, float) else v for v in ratios.values()]
        lines.append(f"| {name} | {' | '.join(shown)} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
