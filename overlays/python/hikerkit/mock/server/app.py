"""The mock as an ASGI application, for any server or test client that speaks ASGI."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Router
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from hikerkit.mock.operations.failures import detail
from hikerkit.mock.responses.build import encoded
from hikerkit.mock.service import MockResponse, MockService
from hikerkit.spec.errors import SpecError


def make_app(service: MockService) -> ASGIApp:
    """An application that hands every request to the mock; a contradiction in the spec is a 500."""

    async def ask(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await WebSocketClose()(scope, receive, send)
            return
        answer = _answer(service, Request(scope))
        if answer.delay:
            await asyncio.sleep(answer.delay)
        if answer.broken or answer.pause:
            await _in_halves(answer, send)
        else:
            await Response(answer.content, answer.status, answer.headers)(scope, receive, send)

    # The router has no route of its own; it sees to the start and the end.
    return Router(default=ask)


async def _in_halves(answer: MockResponse, send: Send) -> None:
    """Half of the response, then a pause or the end of the connection."""
    if answer.broken == "before":
        _break(send)
        return
    length = str(len(answer.content))
    headers = [
        (n.encode(), v.encode()) for n, v in {**answer.headers, "content-length": length}.items()
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    half = len(answer.content) // 2
    await send({"type": "http.response.body", "body": answer.content[:half], "more_body": True})
    await asyncio.sleep(answer.pause)
    if answer.broken:
        _break(send)
        return
    await send({"type": "http.response.body", "body": answer.content[half:]})


def _break(send: Any) -> None:
    """Close the connection at once. ASGI has no word for it; uvicorn keeps it beside `send`."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is None:
        raise ConnectionResetError("a fault of the mock: the connection breaks here")
    transport.abort()


def _answer(service: MockService, request: Request) -> MockResponse:
    raw = request.scope.get("raw_path")
    path = raw.decode("latin-1") if raw else quote(request.scope["path"])
    query = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    try:
        return service.handle(request.method, path, query, request.headers)
    except SpecError as error:
        return MockResponse(500, {"content-type": "application/json"}, encoded(detail(str(error))))
