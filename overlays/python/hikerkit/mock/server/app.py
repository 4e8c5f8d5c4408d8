"""The mock as an ASGI application, for any ASGI server or test client."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Router
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from hikerkit.mock.replies import MockResponse
from hikerkit.mock.server import control
from hikerkit.mock.service import MockService
from hikerkit.spec.errors import SpecError


def make_app(service: MockService) -> ASGIApp:
    """An application that serves the mock; a contradiction in the spec is a 500."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await WebSocketClose()(scope, receive, send)
            return
        response = _handle(service, Request(scope))
        if response.delay:
            await asyncio.sleep(response.delay)
        if response.broken or response.pause:
            await _send_in_halves(response, send)
        else:
            await Response(response.content, response.status, response.headers)(
                scope, receive, send
            )

    # A router without routes of its own: it handles the lifespan events.
    return Router(default=serve)


async def _send_in_halves(response: MockResponse, send: Send) -> None:
    """Send half of the body, then pause or break the connection."""
    if response.broken == "before":
        _break_connection(send)
        return
    length = str(len(response.content))
    headers = [
        (n.encode(), v.encode()) for n, v in {**response.headers, "content-length": length}.items()
    ]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    half = len(response.content) // 2
    await send({"type": "http.response.body", "body": response.content[:half], "more_body": True})
    await asyncio.sleep(response.pause)
    if response.broken:
        _break_connection(send)
        return
    await send({"type": "http.response.body", "body": response.content[half:]})


def _break_connection(send: Any) -> None:
    """Close the connection at once. ASGI cannot; uvicorn's `send` belongs to an object that can."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is None:
        raise ConnectionResetError("a fault of the mock: the connection breaks here")
    transport.abort()


def _handle(service: MockService, request: Request) -> MockResponse:
    raw = request.scope.get("raw_path")
    path = raw.decode("latin-1") if raw else quote(request.scope["path"])
    query = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    try:
        return control.handle(service, request.method, path, query, request.headers)
    except SpecError as error:
        return service.replies.control_error(500, str(error))
