"""The rows of the table: what is measured, compared with what, and the ratio to reach."""

from __future__ import annotations

import asyncio
import json
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from hikerkit_api import models

from benchmarks import payloads, programs, timing
from benchmarks.decoding import decoding
from benchmarks.figure import Effort, Row
from hikerkit import AsyncHiker, Hiker
from hikerkit.transports.httpx import AsyncHttpxTransport, HttpxTransport


def table(effort: Effort) -> Iterator[Row]:
    """Every row, as it is measured."""
    yield from decoding(effort)
    yield from calls(effort)
    yield from archived(effort)
    yield from fresh_processes(effort)
    yield memory_of_users()
    yield memory_of_a_walk(effort)


# Calls.


def _answering(content: bytes) -> httpx.MockTransport:
    headers = {"content-type": "application/json", "x-hiker-info": "reqs=1"}

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=httpx.ByteStream(content), headers=headers)

    return httpx.MockTransport(answer)


URL = "https://api.hikerapi.com/v2/user/by/username"


def calls(effort: Effort) -> Iterator[Row]:
    body = next(p for p in payloads.documented() if p.name == "user_by_username")
    transport = HttpxTransport(max_response_bytes=2**26)
    transport._client = httpx.Client(transport=_answering(body.content))  # answers at once
    ours, theirs = (
        Hiker("key", transport=transport),
        httpx.Client(transport=_answering(body.content)),
    )
    spent = timing.medians(
        {
            "ours": lambda: ours.user.by_username("natgeo"),
            "theirs": lambda: json.loads(theirs.get(URL, params={"username": "natgeo"}).content),
        },
        effort.rounds,
        effort.seconds * 3,
    )
    beside = "httpx.Client.get + json.loads"
    yield Row(
        "one call through the whole client",
        beside,
        "a profile",
        spent["ours"] / spent["theirs"],
        1.2,
    )
    spent = asyncio.run(_many(effort, body.content))
    beside = "httpx.AsyncClient.get + json.loads"
    yield Row("async, 100 calls at once", beside, "a profile", spent["ours"] / spent["theirs"], 1.2)


async def _many(effort: Effort, content: bytes) -> dict[str, float]:
    transport = AsyncHttpxTransport(max_response_bytes=2**26)
    transport._client = httpx.AsyncClient(transport=_answering(content))
    ours, theirs = (
        AsyncHiker("key", transport=transport),
        httpx.AsyncClient(transport=_answering(content)),
    )

    async def get() -> Any:
        return json.loads((await theirs.get(URL, params={"username": "natgeo"})).content)

    async def of_ours() -> None:
        await asyncio.gather(*(ours.user.by_username("natgeo") for _ in range(100)))

    async def of_theirs() -> None:
        await asyncio.gather(*(get() for _ in range(100)))

    return await timing.medians_async({"ours": of_ours, "theirs": of_theirs}, effort.rounds)


# The archive.


def archived(effort: Effort) -> Iterator[Row]:
    for body in payloads.pages():
        transport = HttpxTransport(max_response_bytes=2**26)
        transport._client = httpx.Client(transport=_answering(body.content))
        with TemporaryDirectory() as folder:
            with Hiker("key", transport=transport, archive=f"{folder}/paid.db") as hiker:
                method = getattr(getattr(hiker, body.operation.resource), body.operation.name)

                def page(walk: Any = method) -> Any:
                    return next(walk("787132", max_pages=1).pages())

                page()
                assert page().response.source == "archive"
                spent = timing.medians(
                    {"ours": page, "theirs": partial(json.loads, body.content)},
                    effort.rounds,
                    effort.seconds,
                )
        ratio = spent["ours"] / spent["theirs"]
        yield Row("one archived page answered again", "json.loads", body.name, ratio, 1.0)


# Fresh processes.


def fresh_processes(effort: Effort) -> Iterator[Row]:
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
    ratio = spent["first call"] / spent["vendor's first call"]
    yield Row(
        "first call of a fresh process, start to answer",
        "the vendor's client",
        "a profile",
        ratio,
        0.9,
    )


# Memory.


def memory_of_users() -> Row:
    content = payloads.page("", "user_following", 10_000, ()).content
    ours = _held(lambda: models.FollowingPage.from_json(content).response.users)
    theirs = _held(lambda: json.loads(content)["response"]["users"])
    return Row(
        "10,000 short users held in memory", "dicts of json.loads", "following", ours / theirs, 1.1
    )


def _held(make: Callable[[], object]) -> int:
    make()
    tracemalloc.start()
    try:
        held = make()
        size = tracemalloc.get_traced_memory()[0]
        del held
        return size
    finally:
        tracemalloc.stop()


def memory_of_a_walk(effort: Effort) -> Row:
    short, long = (int(timing.output_of(programs.walk(items))) for items in (1_000, effort.walk))
    what = f"walking {effort.walk:,} followers, peak memory"
    # The allocator's own unevenness from run to run is below this.
    return Row(what, "walking 1,000", "", long / short, 1.02)
