"""Rows about processes: their start, their first call, their memory."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable, Iterator

from hikerkit_api import models

from benchmarks import payloads, programs, timing
from benchmarks.row import Effort, Row


def rows(effort: Effort) -> Iterator[Row]:
    """The rows, as they are measured."""
    spent = timing.processes(
        {
            "empty": "pass",
            "hikerkit": "import hikerkit",
            "httpx": "import httpx",
            "first call": programs.FIRST_CALL,
            "vendor's first call": programs.VENDORS_FIRST_CALL,
        },
        effort.processes,
    )
    net = {name: seconds - spent["empty"] for name, seconds in spent.items()}
    yield Row("import hikerkit", "import httpx", "", net["hikerkit"] / net["httpx"], 1.25)
    first, theirs = spent["first call"], spent["vendor's first call"]
    what = "first call of a fresh process, from its start"
    parts = ", ".join(
        f"{name} {seconds / theirs:.2f}"
        for name, seconds in (
            ("interpreter", spent["empty"]),
            ("import hikerkit", net["hikerkit"]),
            ("everything else", first - spent["hikerkit"]),
        )
    )
    yield Row(what, "the vendor's client", "a profile", first / theirs, 0.9, parts)
    yield _measure_users()
    yield _measure_long_list(effort)


def _measure_users() -> Row:
    content = payloads.page("", "user_following", 10_000, ()).content
    ours = _size_of(lambda: models.FollowingPage.from_json(content).response.users)
    theirs = _size_of(lambda: json.loads(content)["response"]["users"])
    what = "memory of 10,000 short users"
    return Row(what, "dicts of json.loads", "following", ours / theirs, 1.1)


def _size_of(make: Callable[[], object]) -> int:
    make()
    tracemalloc.start()
    try:
        value = make()
        size = tracemalloc.get_traced_memory()[0]
        del value
        return size
    finally:
        tracemalloc.stop()


def _measure_long_list(effort: Effort) -> Row:
    counts = (1_000, effort.items)
    short, long = (int(timing.output_of(programs.read_followers(n))) for n in counts)
    what = f"peak memory while reading {effort.items:,} followers"
    # 2 %: the allocator differs from run to run by about that.
    return Row(what, "reading 1,000", "", long / short, 1.02)
