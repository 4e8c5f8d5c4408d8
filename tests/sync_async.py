"""The sync and the async client behind one interface, so that each test is written once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

import anyio
import anyio.lowlevel
from msgspec import structs

from hikerkit import AsyncHiker, Hiker
from hikerkit.transports.base import RawResponse, Request

KEY = "canary-key-7f3a9c"

Script = Callable[[Request], RawResponse]


def answer(
    body: Any = None, status: int = 200, content: bytes | None = None, **headers: Any
) -> RawResponse:
    """A response of the service; header names are written with underscores."""
    if content is None:
        content = json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named.setdefault("content-type", "application/json")
    return RawResponse(status=status, headers=named, content=content, url="")


class Scripted:
    """A transport whose responses a function makes; it records what was sent."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.requests: list[Request] = []
        self.closed = 0

    def send(self, request: Request) -> RawResponse:
        self.requests.append(request)
        made = self.script(request)
        return structs.replace(made, url=made.url or request.url)

    def close(self) -> None:
        self.closed += 1


class AsyncScripted(Scripted):
    """The same, asynchronously."""

    async def send(self, request: Request) -> RawResponse:  # type: ignore[override]
        await anyio.lowlevel.checkpoint()
        return super().send(request)

    async def aclose(self) -> None:
        self.close()


def in_turn(answers: Iterable[RawResponse | Exception]) -> Script:
    """These responses, one per request; an exception is raised."""
    waiting = iter(answers)

    def script(request: Request) -> RawResponse:
        made = next(waiting)
        if isinstance(made, Exception):
            raise made
        return made

    return script


class Face:
    """One of the two clients."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.is_async = kind == "async"
        self.close_after = False

    def client(self, transport: Any, **settings: Any) -> Any:
        settings.setdefault("key", KEY)
        return (AsyncHiker if self.is_async else Hiker)(transport=transport, **settings)

    def scripted(self, script: Script, **settings: Any) -> tuple[Any, Scripted]:
        transport = (AsyncScripted if self.is_async else Scripted)(script)
        return self.client(transport, **settings), transport

    def call(self, client: Any, method: str, *args: Any, **named: Any) -> Any:
        made = attrgetter(method)(client)(*args, **named)
        if not hasattr(made, "__await__"):
            return made

        async def wait() -> Any:
            try:
                return await made
            finally:
                if self.close_after:  # connections belong to this event loop
                    await client.aclose()

        return anyio.run(wait)

    def items(self, pager: Any, most: int | None = None) -> list[Any]:
        """Up to so many items; each is appended before the next is requested."""
        found: list[Any] = []
        self.walk(pager, found, most)
        return found

    def walk(self, pager: Any, found: list[Any], most: int | None = None) -> None:
        if not self.is_async:
            for item in pager:
                found.append(item)
                if len(found) == most:
                    return
            return

        async def read() -> None:
            async for item in pager:
                found.append(item)
                if len(found) == most:
                    return

        anyio.run(read)

    def pages(self, pager: Any) -> list[Any]:
        if not self.is_async:
            return list(pager.pages())

        async def read() -> list[Any]:
            return [page async for page in pager.pages()]

        return anyio.run(read)

    def run(self, function: Callable[[], Any], backend: str = "asyncio") -> Any:
        """The result of a function; an awaitable is awaited, on the same event loop."""

        async def main() -> Any:
            made = function()
            return await made if hasattr(made, "__await__") else made

        return anyio.run(main, backend=backend) if self.is_async else function()

    def snapshot(self, pager: Any) -> Any:
        return self.run(pager.snapshot)
