"""Rows about calls: through the complete client, and replayed from the archive."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from functools import partial
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from hikerkit_api import models

from benchmarks import payloads, timing
from benchmarks.payloads import Payload
from benchmarks.row import Effort, Row
from hikerkit import AsyncHiker, Hiker
from hikerkit.archive import codec
from hikerkit.transports.httpx import AsyncHttpxTransport, HttpxTransport

URL = "https://api.hikerapi.com/v2/user/by/username"


def rows(effort: Effort) -> Iterator[Row]:
    """The rows, as they are measured."""
    body = next(p for p in payloads.documented() if p.name == "user_by_username")
    ours = Hiker("key", transport=_transport(body.content))
    theirs = httpx.Client(transport=_mock_transport(body.content))
    spent = timing.medians(
        {
            "ours": lambda: ours.user.by_username("natgeo"),
            "theirs": lambda: json.loads(theirs.get(URL, params={"username": "natgeo"}).content),
        },
        effort.rounds,
        effort.seconds * 3,
    )
    ratio = spent["ours"] / spent["theirs"]
    baseline = "httpx.Client.get + json.loads"
    yield Row("one call through the complete client", baseline, "a profile", ratio, 1.2)
    spent = asyncio.run(_time_concurrent_calls(effort, body.content))
    ratio = spent["ours"] / spent["theirs"]
    baseline = "httpx.AsyncClient.get + json.loads"
    yield Row("async, 100 concurrent calls", baseline, "a profile", ratio, 1.2)
    for body in payloads.pages():
        yield _measure_replay(effort, body)


def _mock_transport(content: bytes) -> httpx.MockTransport:
    headers = {"content-type": "application/json", "x-hiker-info": "reqs=1"}

    def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=httpx.ByteStream(content), headers=headers)

    return httpx.MockTransport(respond)


def _transport(content: bytes) -> HttpxTransport:
    transport = HttpxTransport(max_response_bytes=2**26)
    transport._client = httpx.Client(transport=_mock_transport(content))
    return transport


async def _time_concurrent_calls(effort: Effort, content: bytes) -> dict[str, float]:
    transport = AsyncHttpxTransport(max_response_bytes=2**26)
    transport._client = httpx.AsyncClient(transport=_mock_transport(content))
    ours = AsyncHiker("key", transport=transport)
    theirs = httpx.AsyncClient(transport=_mock_transport(content))

    async def get() -> Any:
        return json.loads((await theirs.get(URL, params={"username": "natgeo"})).content)

    async def call_ours() -> None:
        await asyncio.gather(*(ours.user.by_username("natgeo") for _ in range(100)))

    async def call_theirs() -> None:
        await asyncio.gather(*(get() for _ in range(100)))

    return await timing.medians_async({"ours": call_ours, "theirs": call_theirs}, effort.rounds)


def _measure_replay(effort: Effort, body: Payload) -> Row:
    with (
        TemporaryDirectory() as folder,
        Hiker("key", transport=_transport(body.content), archive=f"{folder}/paid.db") as hiker,
    ):
        method = getattr(getattr(hiker, body.operation.resource), body.operation.name)

        def replay() -> Any:
            return next(method("787132", max_pages=1).pages())

        replay()
        assert replay().response.source == "archive"
        stored, size = codec.compress(body.content), len(body.content)
        spent = timing.medians(
            {
                "ours": replay,
                "json.loads": partial(json.loads, body.content),
                "decompressing": partial(codec.decompress, stored, size),
                "decoding": partial(getattr(models, body.model).from_json, body.content),
            },
            effort.rounds,
            effort.seconds * 2,
        )
    loads = spent["json.loads"]
    spent["everything else"] = spent["ours"] - spent["decompressing"] - spent["decoding"]
    parts = ("decoding", "decompressing", "everything else")
    text = ", ".join(f"{part} {spent[part] / loads:.2f}" for part in parts)
    what = "one page replayed from the archive"
    return Row(what, "json.loads", body.name, spent["ours"] / loads, 1.0, text)
