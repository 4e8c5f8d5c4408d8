"""Runs the tests of a side once per fault, two at a time, and prints which faults were caught."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from scripts.tools.mutation import child, tree
from scripts.tools.mutation.fault import Fault, Side
from scripts.tools.mutation.patches import PatchError

ALL_CAUGHT, MISSED, UNUSABLE = 0, 1, 2
_AT_ONCE = 2
_LONGEST_RUN = 1200.0  # seconds; a longer run is in an endless loop
_SHOWN = 100
_NONE = "(no fault)"


class MutantsError(Exception):
    """The run cannot judge the faults; the text says why."""


@dataclass(frozen=True)
class Verdict:
    """The outcome of the tests on one copy."""

    passed: bool
    test: str
    """The first test that failed."""
    why: str
    """Its message."""
    seconds: float


def main(side: Side, names: Sequence[str], root: Path) -> int:
    """Judge all faults, or those named, and print the table. Returns the exit status."""
    started = time.monotonic()
    try:
        faults = select(side, names)
        tree.check(root, faults)
        missed = _judge(side, faults, root)
    except (MutantsError, PatchError) as error:
        print(f"mutants: {error}", file=sys.stderr)
        return UNUSABLE
    print(
        f"\n{len(faults) - len(missed)} of {len(faults)} faults caught, "
        f"{time.monotonic() - started:.0f} s"
    )
    if missed:
        print(f"missed: {', '.join(missed)}")
    return MISSED if missed else ALL_CAUGHT


def select(side: Side, names: Sequence[str]) -> list[Fault]:
    """The faults with these names, or all of them. Raises MutantsError."""
    known = {fault.name: fault for fault in side.faults}
    for name in names:
        if name not in known:
            close = get_close_matches(name, known, n=1)
            hint = f"; did you mean {close[0]}?" if close else ""
            raise MutantsError(f"unknown fault {name!r}{hint}")
    return [known[name] for name in dict.fromkeys(names)] if names else list(side.faults)


def _judge(side: Side, faults: list[Fault], root: Path) -> list[str]:
    """Names of the missed faults; prints a line per fault."""
    child.warm_up(side)
    width = max(len(_NONE), *(len(fault.name) for fault in faults))
    missed = []
    verdicts = _verdicts(side, [None, *faults], root)
    _, base = next(verdicts)
    if not base.passed:
        raise MutantsError(f"the tests fail with no fault: {base.test}\n{base.why}")
    print(f"{_NONE:{width}}  passed  {base.seconds:.0f} s", flush=True)
    for fault, verdict in verdicts:
        assert fault is not None
        outcome = "missed" if verdict.passed else "caught"
        detail = fault.breaks if verdict.passed else f"{verdict.test}  {_line(verdict.why)}"
        print(f"{fault.name:{width}}  {outcome}  {detail}".rstrip(), flush=True)
        if verdict.passed:
            missed.append(fault.name)
    return missed


def _verdicts(
    side: Side, faults: Iterable[Fault | None], root: Path
) -> Iterator[tuple[Fault | None, Verdict]]:
    """Each fault with its verdict, in this order, though two run at a time."""
    waiting = list(faults)
    order = list(waiting)
    running: dict[int, tuple[Fault | None, Path, float]] = {}
    ready: dict[Fault | None, Verdict] = {}
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        try:
            while order:
                while waiting and len(running) < _AT_ONCE:
                    fault = waiting.pop(0)
                    place = Path(folder) / (fault.name if fault else "none")
                    tree.plant(root, place, fault)
                    running[_fork(side, fault, root, place)] = fault, place, time.monotonic()
                pid, status = _wait_for_one(running)
                fault, place, started = running.pop(pid)
                ready[fault] = _verdict(fault, place, status, time.monotonic() - started)
                shutil.rmtree(place)
                while order and order[0] in ready:
                    yield order[0], ready[order[0]]
                    order.pop(0)
        finally:
            for pid in running:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _fork(side: Side, fault: Fault | None, root: Path, place: Path) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        child.run(side, fault, root, place)
    return pid


def _wait_for_one(running: dict[int, tuple[Fault | None, Path, float]]) -> tuple[int, int]:
    """The next child that exits, and its status; kills a child that runs too long."""
    while True:
        for pid, (_, _, started) in running.items():
            found, status = os.waitpid(pid, os.WNOHANG)
            if found:
                return pid, os.waitstatus_to_exitcode(status)
            if time.monotonic() - started > _LONGEST_RUN:
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)


def _verdict(fault: Fault | None, place: Path, status: int, seconds: float) -> Verdict:
    try:
        found = json.loads((place / child.VERDICT).read_text())
    except (OSError, ValueError):
        found = {"status": status, "test": "", "why": ""}
    if found["status"] in (0, 1) and (found["status"] == 0 or "::" in found["test"]):
        return Verdict(found["status"] == 0, found["test"], found["why"], seconds)
    # No test failed: the tests do not load, or the child crashed.
    output = (place / child.OUTPUT).read_text(errors="replace").strip()[-3000:]
    name = fault.name if fault else "no fault"
    raise MutantsError(f"{name}: the tests do not run (exit status {status})\n{output}")


def _line(text: str) -> str:
    """The first line, shortened."""
    line = next(iter(text.strip().splitlines()), "")
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
