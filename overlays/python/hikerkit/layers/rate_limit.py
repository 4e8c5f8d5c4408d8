"""When may a request go out? Never past the key's rate, over all that use the key here."""

from __future__ import annotations

import math
import random
import threading
from collections.abc import Callable

from hikerkit_api import service

from hikerkit._utils import clock
from hikerkit._utils.log import logger
from hikerkit.layers.flow import Call, Flow, Layer, Send, Sleep, intercept
from hikerkit.responses.account import account_of, account_request
from hikerkit.responses.retry_after import retry_after
from hikerkit.settings import RateSettings, is_rate
from hikerkit.stores.rates import RateStore, rate_state
from hikerkit.transports.base import RawResponse

_SLOWEST = 1.0  # requests a second of a key of which nothing is known
_KNOWN_FOR = 3600.0  # seconds; a plan changes rarely
_ASK_AGAIN = 60.0
_LOOK = 0.05
_LATE = 0.003  # seconds; less is lost in the margin
_AHEAD = 0.1  # seconds of slots that one client may hold, so that others get theirs between


class Line:
    """Requests of one client in the order in which they came; the first few hold slots."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[int, None] = {}
        self._next = 0

    def join(self) -> int:
        """A place at the end."""
        with self._lock:
            self._next += 1
            self._waiting[self._next] = None
            return self._next

    def leave(self, place: int) -> None:
        """Done, or given up."""
        with self._lock:
            del self._waiting[place]

    def ahead(self, place: int) -> int:
        """How many are before this place; more where some of them gave up."""
        with self._lock:
            return place - next(iter(self._waiting))


class Limiter:
    """Gives every request its moment."""

    def __init__(
        self, chosen: RateSettings, base_url: str, book: Callable[[Call, RawResponse], None]
    ) -> None:
        """`book` is told of the requests that it sends by itself, to learn the rate.

        Raises ArgumentError where `state_dir` cannot be used.
        """
        self._chosen, self._base_url, self._book = chosen, base_url, book
        self._state: RateStore = rate_state(chosen.state_dir)
        self._lock = threading.Lock()
        self._lines: dict[str, Line] = {}
        self._known: dict[str, tuple[float, float]] = {}
        self._asking: set[str] = set()

    def send(self, call: Call) -> Flow[RawResponse]:
        """Send a request at its moment."""
        name = self._state.name(str.__str__(call.request.headers.get(service.KEY_HEADER, "")))
        rate = yield from self._rate(name, call)
        answer = yield from self._in_turn(name, rate, call)
        self._learn(name, call, answer)
        return answer

    def _in_turn(self, name: str, rate: float, call: Call) -> Flow[RawResponse]:
        with self._lock:
            line = self._lines.setdefault(name, Line())
        place = line.join()
        slot: float | None = None
        try:
            most = max(1, math.ceil(rate * _AHEAD))
            while (ahead := line.ahead(place) - most + 1) > 0:
                yield Sleep(max(1, ahead) / rate / 2)
            while True:
                with self._state.change(name) as slots:
                    now = clock.now()
                    slot, wait = slots.turn(now, rate, slot)
                if not wait:
                    slot = None
                    break
                yield Sleep(wait)
        finally:
            line.leave(place)
            if slot is not None:
                with self._state.change(name) as slots:
                    slots.give_back(slot, rate)

        def on_sent() -> None:
            late = clock.now() - now
            if late > _LATE:  # it had to wait for a connection
                with self._state.change(name) as slots:
                    slots.delayed(now, late)

        answer: RawResponse = yield Send(call.with_request(on_sent=on_sent))
        if answer.status == 429:
            asked = retry_after(answer)
            # Without a word of the service: its general advice is one to two seconds.
            pause = random.uniform(1.0, 2.0) if asked is None else asked
            with self._state.change(name) as slots:
                slots.stop(clock.now(), min(pause, self._chosen.max_retry_after))
        return answer

    def _rate(self, name: str, call: Call) -> Flow[float]:
        if not isinstance(self._chosen.rate, str):
            return self._chosen.rate
        while True:
            now = clock.now()
            rate, until = self._known.get(name, (0.0, -math.inf))
            if now < until:
                return rate
            with self._state.change(name) as slots:
                slots.catch_up(now)
                fresh = slots.rate is not None and 0 <= now - slots.learned < _KNOWN_FOR
                rate, until = slots.rate or 0.0, slots.learned + _KNOWN_FOR
            if fresh:
                self._known[name] = rate, until
                return rate
            with self._lock:
                first = name not in self._asking
                self._asking.add(name)
            if not first:
                yield Sleep(_LOOK)
                continue
            try:
                return (yield from self._asked(name, call))
            finally:
                self._asking.discard(name)

    def _asked(self, name: str, call: Call) -> Flow[float]:
        """Ask the service for the rate; it costs nothing."""
        request = account_request(self._base_url, call.request.timeout)
        if request is None or request.operation == call.request.operation:
            return _SLOWEST  # for this one; its response will tell
        question = Call(request, units=0).with_request(headers=call.request.headers)
        answer = yield from self._in_turn(name, _SLOWEST, question)
        self._book(question, answer)
        self._learn(name, question, answer)
        if name not in self._known:
            logger().warning(
                "The service did not say how many requests a second are allowed (%s); "
                "for a minute they go out one a second",
                answer.status,
            )
            self._known[name] = _SLOWEST, clock.now() + _ASK_AGAIN
        return self._known[name][0]

    def _learn(self, name: str, call: Call, answer: RawResponse) -> None:
        account = account_of(call.request.operation, answer)
        if account is None or not account.rate or not is_rate(account.rate):
            return
        now = clock.now()
        with self._state.change(name) as slots:
            slots.learn(now, account.rate)
        self._known[name] = account.rate, now + _KNOWN_FOR


def limiting(below: Layer, limiter: Limiter) -> Layer:
    """A layer in which every request waits for its moment, those of a redirect among them."""

    def layer(call: Call) -> Flow[RawResponse]:
        return intercept(below(call), limiter.send)

    return layer
