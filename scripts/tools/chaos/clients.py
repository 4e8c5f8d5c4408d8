"""Clients that do not really wait: pauses between attempts would take hours of a thousand runs."""

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
    """Takes no time for a pause."""

    @staticmethod
    def _run(flow: Flow[T], transport: Transport) -> T:
        return run(intercept(flow, _send, _skip), transport)


class QuickAsyncHiker(AsyncHiker):
    """The same, asynchronously."""

    @staticmethod
    async def _run(flow: Flow[T], transport: AsyncTransport) -> T:
        return await run_async(intercept(flow, _send, _skip), transport)
