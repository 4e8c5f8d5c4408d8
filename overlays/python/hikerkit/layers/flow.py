"""One definition for sync and async: layers yield what they need done, a driver does it.

A layer is a function from a request to a generator. The generator yields `Send`, `Sleep` or
`Blocking`, gets back what came of it, and returns the response. The drivers differ only in how they
do a step.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from typing import Any, TypeAlias, TypeVar

from msgspec import Struct

from hikerkit.transports.base import RawResponse, Request

T = TypeVar("T")


class Send(Struct, frozen=True):
    """Send this and give back the `RawResponse`."""

    request: Request


class Sleep(Struct, frozen=True):
    """Wait this many seconds."""

    seconds: float


class Blocking(Struct, frozen=True):
    """Call this, which may wait for a disk, and give back what it returns."""

    call: Callable[[], Any]


Step: TypeAlias = Send | Sleep | Blocking
Flow: TypeAlias = Generator[Step, Any, T]
Layer: TypeAlias = Callable[[Request], Flow[RawResponse]]


def through(
    steps: Flow[T],
    sending: Callable[[Request], Flow[RawResponse]],
    sleeping: Callable[[float], Flow[Any]] | None = None,
) -> Flow[T]:
    """The same steps, with every `Send`, and perhaps every `Sleep`, done by way of these."""
    try:
        step = next(steps)
        while True:
            try:
                if isinstance(step, Send):
                    result: Any = yield from sending(step.request)
                elif isinstance(step, Sleep) and sleeping is not None:
                    result = yield from sleeping(step.seconds)
                else:
                    result = yield step
            except BaseException as error:
                step = steps.throw(error)
            else:
                step = steps.send(result)
    except StopIteration as end:
        value: T = end.value
        return value
    finally:
        steps.close()


class SendProbe:
    """Flow of a layer below, and whether anything was sent in them."""

    def __init__(self) -> None:
        self.sent = False

    def over(self, steps: Flow[T]) -> Flow[T]:
        """The same steps, watched."""
        return through(steps, self._sending)

    def _sending(self, request: Request) -> Flow[RawResponse]:
        self.sent = True
        answer: RawResponse = yield Send(request)
        return answer


def send(request: Request) -> Flow[RawResponse]:
    """The lowest layer: onto the wire."""
    answer: RawResponse = yield Send(request)
    return answer


def run(steps: Flow[T], perform: Callable[[Step], Any]) -> T:
    """Drive the steps to their end."""
    try:
        step = next(steps)
        while True:
            try:
                result = perform(step)
            except BaseException as error:
                step = steps.throw(error)
            else:
                step = steps.send(result)
    except StopIteration as end:
        value: T = end.value
        return value
    finally:
        steps.close()


async def run_async(steps: Flow[T], perform: Callable[[Step], Awaitable[Any]]) -> T:
    """Drive the steps to their end, asynchronously."""
    try:
        step = next(steps)
        while True:
            try:
                result = await perform(step)
            except BaseException as error:
                step = steps.throw(error)
            else:
                step = steps.send(result)
    except StopIteration as end:
        value: T = end.value
        return value
    finally:
        steps.close()
