"""The mock as an ASGI application, for any server or test client that speaks ASGI."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote

import msgspec
from hikerkit_api.service import FAULTS
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Router
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from hikerkit.mock.errors import MockSpecError
from hikerkit.mock.service import MockAnswer, MockService


def make_app(service: MockService) -> ASGIApp:
    """An application that hands every request to the mock; a fault of the spec is a 500."""

    async def ask(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await WebSocketClose()(scope, receive, send)
            return
        answer = _answer(service, Request(scope))
        await Response(answer.content, answer.status, answer.headers)(scope, receive, send)

    # The router has no route of its own; it sees to the start and the end.
    return Router(default=ask)


def _answer(service: MockService, request: Request) -> MockAnswer:
    raw = request.scope.get("raw_path")
    path = raw.decode("latin-1") if raw else quote(request.scope["path"])
    query = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    try:
        return service.handle(request.method, path, query, request.headers)
    except MockSpecError as error:
        body = msgspec.json.encode({FAULTS["list"]: str(error)})
        return MockAnswer(500, {"content-type": "application/json"}, body)
