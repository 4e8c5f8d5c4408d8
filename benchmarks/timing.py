"""Timing: functions and programs take turns, so that a slow moment affects all of them."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Mapping

Function = Callable[[], object]


def medians(functions: Mapping[str, Function], rounds: int, seconds: float) -> dict[str, float]:
    """Median seconds of each function; they take turns, `rounds` times."""
    calls = {
        name: _count_calls(function, seconds / rounds / len(functions))
        for name, function in functions.items()
    }
    spent: dict[str, list[float]] = {name: [] for name in functions}
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, function in functions.items():
                started = time.perf_counter()
                for _ in range(calls[name]):
                    function()
                spent[name].append((time.perf_counter() - started) / calls[name])
    finally:
        gc.enable()
    return {name: statistics.median(values) for name, values in spent.items()}


def _count_calls(function: Function, seconds: float) -> int:
    """How many calls of the function take this long."""
    function()
    started = time.perf_counter()
    function()
    once = time.perf_counter() - started
    return max(1, min(10_000, int(seconds / max(once, 1e-7))))


def _environment() -> dict[str, str]:
    """Environment of a process that finds compiled modules, as after pip install."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}


def processes(programs: Mapping[str, str], rounds: int) -> dict[str, float]:
    """Median seconds of each program in a fresh process, from start to last line."""
    spent: dict[str, list[float]] = {name: [] for name in programs}
    for turn in range(rounds + 1):
        for name, program in programs.items():
            started = time.perf_counter()
            with subprocess.Popen(
                [sys.executable, "-c", f"{program}\nprint('done', flush=True)"],
                stdout=subprocess.PIPE,
                env=_environment(),
            ) as process:
                assert process.stdout is not None
                assert process.stdout.readline() == b"done\n"
                ended = time.perf_counter()
            if turn:  # the first run compiles modules and fills caches
                spent[name].append(ended - started)
    return {name: statistics.median(values) for name, values in spent.items()}


def output_of(program: str) -> str:
    """Output of a program in a fresh process."""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env=_environment(),
    )
    return ran.stdout.strip()


async def medians_async(
    functions: Mapping[str, Callable[[], Awaitable[object]]], rounds: int
) -> dict[str, float]:
    """Median seconds of each function; they take turns."""
    spent: dict[str, list[float]] = {name: [] for name in functions}
    for turn in range(rounds + 1):
        for name, function in functions.items():
            started = time.perf_counter()
            await function()
            if turn:  # the first run fills caches
                spent[name].append(time.perf_counter() - started)
    return {name: statistics.median(values) for name, values in spent.items()}
