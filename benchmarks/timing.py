"""How things are timed: in turns within one run, so that a slow moment hits all alike."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Mapping

Thing = Callable[[], object]


def medians(things: Mapping[str, Thing], rounds: int, seconds: float) -> dict[str, float]:
    """Median seconds of each thing; they take turns, `rounds` times."""
    calls = {name: _calls(thing, seconds / rounds / len(things)) for name, thing in things.items()}
    spent: dict[str, list[float]] = {name: [] for name in things}
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, thing in things.items():
                started = time.perf_counter()
                for _ in range(calls[name]):
                    thing()
                spent[name].append((time.perf_counter() - started) / calls[name])
    finally:
        gc.enable()
    return {name: statistics.median(values) for name, values in spent.items()}


def _calls(thing: Thing, seconds: float) -> int:
    """How often a thing fits into this time."""
    thing()
    started = time.perf_counter()
    thing()
    once = time.perf_counter() - started
    return max(1, min(10_000, int(seconds / max(once, 1e-7))))


def _as_installed() -> dict[str, str]:
    """Variables of a process that finds every module compiled, as pip leaves them."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}


def processes(programs: Mapping[str, str], rounds: int) -> dict[str, float]:
    """Median seconds of each program in a fresh process, from its start to its last line."""
    spent: dict[str, list[float]] = {name: [] for name in programs}
    for turn in range(rounds + 1):
        for name, program in programs.items():
            started = time.perf_counter()
            with subprocess.Popen(
                [sys.executable, "-c", f"{program}\nprint('done', flush=True)"],
                stdout=subprocess.PIPE,
                env=_as_installed(),
            ) as process:
                assert process.stdout is not None
                assert process.stdout.readline() == b"done\n"
                ended = time.perf_counter()
            if turn:  # the first one compiles, and fills caches
                spent[name].append(ended - started)
    return {name: statistics.median(values) for name, values in spent.items()}


def output_of(program: str) -> str:
    """What a program prints in a fresh process."""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env=_as_installed(),
    )
    return ran.stdout.strip()


async def medians_async(
    things: Mapping[str, Callable[[], Awaitable[object]]], rounds: int
) -> dict[str, float]:
    """Median seconds of each thing; they take turns."""
    spent: dict[str, list[float]] = {name: [] for name in things}
    for turn in range(rounds + 1):
        for name, thing in things.items():
            started = time.perf_counter()
            await thing()
            if turn:  # the first one fills caches
                spent[name].append(time.perf_counter() - started)
    return {name: statistics.median(values) for name, values in spent.items()}
