"""Clients that skip backoff pauses, which would take hours in a thousand runs."""

from __future__ import annotations

from typing import Any, TypeVar

from hikerkit import AsyncHiker, Hiker
from hikerkit.layers.drivers import run, run_async
from hikerkit.layers.flow import Call, Flow, Send, intercept
from hikerkit.transports.base import AsyncTransport, RawResponse, Transport

T = TypeVar("T")


def _send(call: Call) -> Flow[RawResponse]:
    response: RawResponse = yield Send(call)
    return response


def _skip(seconds: float) -> Flow[Any]:
    yield from ()


class QuickHiker(Hiker):
    """A client that does not pause between attempts."""

    @staticmethod
    def _run(flow: Flow[T], transport: Transport) -> T:
        return run(intercept(flow, _send, _skip), transport)


class QuickAsyncHiker(AsyncHiker):
    """The asynchronous one."""

    @staticmethod
    async def _run(flow: Flow[T], transport: AsyncTransport) -> T:
        return await run_async(intercept(flow, _send, _skip), transport)
