"""The rate-limit layer: requests of a key wait their turn, over all processes of the machine."""

from __future__ import annotations

import math
import random
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from hikerkit_api import service

from hikerkit._utils import clock
from hikerkit._utils.background import BackgroundResult
from hikerkit._utils.log import logger
from hikerkit.errors import StateError
from hikerkit.layers.flow import Blocking, Call, Flow, Layer, Send, Sleep, finish, intercept
from hikerkit.layers.rate_schedule import RateSchedule
from hikerkit.responses.account import account_of, account_request
from hikerkit.responses.retry_after import retry_after
from hikerkit.settings import RateSettings, is_rate
from hikerkit.stores.base import RateStore
from hikerkit.stores.open import open_rate_store
from hikerkit.transports.base import RawResponse

T = TypeVar("T")

_SLOWEST = 1.0  # requests per second for a key whose rate is unknown
_KNOWN_FOR = 3600.0  # seconds; a plan changes rarely
_ASK_AGAIN = 60.0
_LOOK = 0.05
_LATE = 0.003  # seconds; less is lost in the margin
_AHEAD = 0.1  # seconds of slots that one client may reserve, so that others get slots in between


class Queue:
    """Requests of one client in order of arrival; the first few reserve slots."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[int, None] = {}
        self._last = 0

    def join(self) -> int:
        """A place at the end."""
        with self._lock:
            self._last += 1
            self._waiting[self._last] = None
            return self._last

    def leave(self, place: int) -> None:
        """Give the place up, after sending or giving up."""
        with self._lock:
            del self._waiting[place]

    def position(self, place: int) -> int:
        """How many are before this place at most; some of them may have given up."""
        with self._lock:
            return place - next(iter(self._waiting))


class Limiter:
    """Decides when each request is sent."""

    def __init__(
        self, settings: RateSettings, base_url: str, book: Callable[[Call, RawResponse], None]
    ) -> None:
        """`book` is called with the requests that it sends itself, to learn the rate.

        Raises ArgumentError if `state_dir` cannot be used.
        """
        self._settings, self._base_url, self._book = settings, base_url, book
        self._store: RateStore = open_rate_store(settings.state_dir)
        self._lock = threading.Lock()
        self._queues: dict[str, Queue] = {}
        self._known: dict[str, tuple[float, float]] = {}
        self._asking: set[str] = set()

    def send(self, call: Call) -> Flow[RawResponse]:
        """Send a request when its turn has come."""
        name = self._store.name(str.__str__(call.request.headers.get(service.KEY_HEADER, "")))
        rate = yield from self._rate(name, call)
        response = yield from self._send_in_turn(name, rate, call)
        yield from self._learn(name, call, response)
        return response

    def _update(self, name: str, change: Callable[[RateSchedule], T]) -> T:
        """Change the schedule of a key. May block. Raises StateError."""

        def work(state: Any) -> tuple[list[Any], T]:
            schedule = RateSchedule.unpack(state)
            result = change(schedule)
            return schedule.pack(), result

        return self._store.update(name, work)

    def _change(self, name: str, change: Callable[[RateSchedule], T]) -> Flow[T]:
        """The same, off the event loop."""
        if not self._store.blocks:
            return self._update(name, change)
        result: T = yield Blocking(partial(self._update, name, change))
        return result

    def _finish(
        self, name: str, change: Callable[[RateSchedule], None], error: BaseException | None = None
    ) -> Flow[None]:
        """The same after a request was sent, even if the call is cancelled."""
        yield from finish(partial(self._note, name, change), error, blocks=self._store.blocks)

    def _note(self, name: str, change: Callable[[RateSchedule], None]) -> None:
        try:
            self._update(name, change)
        except StateError as error:
            # The response was paid for and must reach the caller.
            logger().warning("The state of the rate limit could not be saved: %s", error)

    def _send_in_turn(self, name: str, rate: float, call: Call) -> Flow[RawResponse]:
        now = yield from self._wait_for_turn(name, rate)
        corrections: list[BackgroundResult[None]] = []

        def on_sent() -> None:
            late = clock.now() - now
            if late <= _LATE:
                return
            # It had to wait for a connection. On an event loop this must not block.
            correct = partial(self._note, name, lambda schedule: schedule.delay(now, late))
            if self._store.blocks:
                corrections.append(BackgroundResult(correct))
            else:
                correct()

        response: RawResponse = yield Send(call.with_request(on_sent=on_sent))
        for correction in corrections:
            yield from finish(correction.result)
        if response.status == 429:
            requested = retry_after(response)
            # If the service does not say: its general advice is one to two seconds.
            pause = random.uniform(1.0, 2.0) if requested is None else requested
            pause = min(pause, self._settings.max_retry_after)
            yield from self._finish(name, lambda schedule: schedule.pause(clock.now(), pause))
        return response

    def _wait_for_turn(self, name: str, rate: float) -> Flow[float]:
        """Wait until a request may be sent; returns that moment."""
        with self._lock:
            queue = self._queues.setdefault(name, Queue())
        place = queue.join()
        slot: float | None = None
        try:
            most = max(1, math.ceil(rate * _AHEAD))
            while (excess := queue.position(place) - most + 1) > 0:
                yield Sleep(max(1, excess) / rate / 2)
            while True:
                reserve = partial(_reserve, rate=rate, slot=slot)
                now, slot, wait = yield from self._change(name, reserve)
                if not wait:
                    return now
                yield Sleep(wait)
        except BaseException as error:
            if slot is not None:
                unused = slot
                yield from self._finish(name, lambda s: s.give_back(unused, rate), error)
            raise
        finally:
            queue.leave(place)

    def _rate(self, name: str, call: Call) -> Flow[float]:
        """Requests a second: as set, or as the service says."""
        if not isinstance(self._settings.rate, str):
            return self._settings.rate
        while (known := self._known.get(name)) is None or known[1] <= clock.now():
            stored = yield from self._change(name, _stored_rate)
            if stored is not None:
                self._known[name] = stored
                return stored[0]
            with self._lock:
                is_first = name not in self._asking
                self._asking.add(name)
            if not is_first:
                yield Sleep(_LOOK)
                continue
            try:
                if self._known.get(name) is known:  # no other call has asked in between
                    return (yield from self._ask(name, call))
            finally:
                self._asking.discard(name)
        return known[0]

    def _ask(self, name: str, call: Call) -> Flow[float]:
        """Ask the service for the rate, which is free."""
        request = account_request(self._base_url, call.request.timeout)
        if request is None or request.operation == call.request.operation:
            return _SLOWEST  # for this one; its response says the rate
        question = Call(request, units=0).with_request(headers=call.request.headers)
        before = self._known.get(name)
        response = yield from self._send_in_turn(name, _SLOWEST, question)
        self._book(question, response)
        yield from self._learn(name, question, response)
        if self._known.get(name) is before:
            logger().warning(
                "The service did not say how many requests a second are allowed (%s); "
                "for a minute one a second is sent",
                response.status,
            )
            self._known[name] = _SLOWEST, clock.now() + _ASK_AGAIN
        return self._known[name][0]

    def _learn(self, name: str, call: Call, response: RawResponse) -> Flow[None]:
        """Remember the rate, if the response says it."""
        account = account_of(call.request.operation, response)
        if account is None or not account.rate or not is_rate(account.rate):
            return
        rate = account.rate
        self._known[name] = rate, clock.now() + _KNOWN_FOR
        yield from self._finish(name, lambda schedule: schedule.set_rate(clock.now(), rate))


def _reserve(
    schedule: RateSchedule, rate: float, slot: float | None
) -> tuple[float, float | None, float]:
    """The time now, the slot of a request, and seconds to wait for it."""
    now = clock.now()
    return now, *schedule.reserve(now, rate, slot)


def _stored_rate(schedule: RateSchedule) -> tuple[float, float] | None:
    """The rate that any process learned lately, and until when it is valid."""
    now = clock.now()
    schedule.follow_clock(now)
    if schedule.rate is None or not 0 <= now - schedule.rate_since < _KNOWN_FOR:
        return None
    return schedule.rate, schedule.rate_since + _KNOWN_FOR


def limiting(below: Layer, limiter: Limiter) -> Layer:
    """A layer in which every request waits for its turn, also after a redirect."""

    def layer(call: Call) -> Flow[RawResponse]:
        return intercept(below(call), limiter.send)

    return layer
