"""Flows: generators that yield the I/O they need, so sync and async share one definition of layers.

A layer is a function from a call to a generator. The generator yields `Send`, `Sleep` or
`Blocking`, receives the result of that step, and returns the response. `drivers` carries out the
steps.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from msgspec import Struct, structs

from hikerkit.transports.base import RawResponse, Request

if TYPE_CHECKING:
    from hikerkit.billing.budget import Budget

T = TypeVar("T")


class Call(Struct, frozen=True):
    """A request, and what the layers need to know about it."""

    request: Request
    units: int = 1
    """Request units that it uses according to the spec."""
    max_age: float | None = None
    """Maximum age in seconds of a response from the archive; None: no limit."""
    refresh: bool = False
    """Whether to send it even if the archive has a response."""
    attempt: int = 1
    """Number of this attempt; 1 for the first."""
    budget: Budget | None = None
    """Budget of this call alone."""

    def with_request(self, **changes: Any) -> Call:
        """The same call with these fields of its request changed."""
        return structs.replace(self, request=structs.replace(self.request, **changes))


class Send(Struct, frozen=True):
    """Send the request of this call; the result is a `RawResponse`."""

    call: Call


class Sleep(Struct, frozen=True):
    """Wait for this many seconds."""

    seconds: float


class Blocking(Struct, frozen=True):
    """Call this function, which may block, off the event loop; the result is what it returns."""

    call: Callable[[], Any]
    is_shielded: bool = False
    """Whether to call it even if the flow was cancelled."""


Step: TypeAlias = Send | Sleep | Blocking
Flow: TypeAlias = Generator[Step, Any, T]
Layer: TypeAlias = Callable[[Call], Flow[RawResponse]]


def intercept(
    flow: Flow[T],
    on_send: Layer,
    on_sleep: Callable[[float], Flow[Any]] | None = None,
) -> Flow[T]:
    """The same flow, with these carrying out every `Send` and, if given, every `Sleep`."""
    try:
        step = next(flow)
        while True:
            try:
                if isinstance(step, Send):
                    result: Any = yield from on_send(step.call)
                elif isinstance(step, Sleep) and on_sleep is not None:
                    result = yield from on_sleep(step.seconds)
                else:
                    result = yield step
            except BaseException as error:
                step = flow.throw(error)
            else:
                step = flow.send(result)
    except StopIteration as end:
        value: T = end.value
        return value
    finally:
        flow.close()


class SendProbe:
    """Passes a flow on, and records whether it has sent anything and got a paid response."""

    def __init__(self) -> None:
        self.sent = False
        self.response: RawResponse | None = None
        """The last response to a request that may have cost units."""

    def wrap(self, flow: Flow[T]) -> Flow[T]:
        """The same flow, observed."""
        return intercept(flow, self._send)

    def _send(self, call: Call) -> Flow[RawResponse]:
        self.sent = True
        response: RawResponse = yield Send(call)
        if call.units:
            self.response = response
        return response


def finish(
    call: Callable[[], object], error: BaseException | None = None, *, blocks: bool = True
) -> Flow[None]:
    """Call this exactly once, off the event loop if it `blocks`, even if the flow is cancelled.

    `error` is what ended the flow, if it failed.
    """
    if not blocks or isinstance(error, GeneratorExit):  # a generator that is closed cannot yield
        call()
        return
    once = _Once(call)
    try:
        yield Blocking(once, is_shielded=True)
    except BaseException:
        once()  # cancelled before a thread began it; a thread that began it completes it
        raise


class _Once:
    """Calls a function the first time only."""

    def __init__(self, call: Callable[[], object]) -> None:
        self._call, self._is_called = call, threading.Lock()

    def __call__(self) -> None:
        if self._is_called.acquire(blocking=False):
            self._call()
