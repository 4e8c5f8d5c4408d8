"""The rate limit: never exceeded, hardly undershot, fair, and shared by all clients of a key."""

from __future__ import annotations

import heapq
import json
import math
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hikerkit_api import service
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from hikerkit import errors
from hikerkit.layers.flow import Blocking, Call, Flow, Send, Sleep
from hikerkit.layers.rate_limit import Limiter
from hikerkit.layers.rate_schedule import RateSchedule
from hikerkit.settings import RateSettings
from hikerkit.stores.memory import MemoryRateStore
from hikerkit.transports.base import RawResponse, Request
from tests.conftest import Clock
from tests.sync_async import KEY, Face, answer, in_turn

USER = answer({"user": {"pk": "1"}}, x_hiker_info="reqs=1")
BALANCE = answer({"requests": 1_000, "rate": 5, "currency": "USD", "amount": 0.5})


class World:
    """Many clients at once, on one clock: their steps are done in the order of their moments."""

    def __init__(self, clock: Clock, late: Callable[[], float] = lambda: 0.0) -> None:
        self.clock, self.late = clock, late
        self.sent: list[tuple[float, str]] = []
        self.answer_to: Callable[[str], RawResponse] = lambda name: USER
        self._queue: list[tuple[float, int, Flow[Any], Any]] = []
        self._count = 0

    def start(self, steps: Flow[Any], at: float = 0.0) -> None:
        self._put(self.clock.time + at, steps, None)

    def _put(self, moment: float, steps: Flow[Any], result: Any) -> None:
        self._count += 1
        heapq.heappush(self._queue, (moment, self._count, steps, result))

    def run(self, seconds: float = math.inf) -> None:
        end = self.clock.time + seconds
        while self._queue and self._queue[0][0] <= end:
            moment, _, steps, result = heapq.heappop(self._queue)
            self.clock.go_on(max(0.0, moment - self.clock.time))
            try:
                step = steps.send(result)
            except StopIteration:
                continue
            if isinstance(step, Sleep):
                assert step.seconds >= 0
                self._put(self.clock.time + step.seconds + self.late(), steps, None)
            elif isinstance(step, Blocking):
                self._put(self.clock.time, steps, step.call())
            else:
                assert isinstance(step, Send)
                name = step.call.request.url
                self.sent.append((self.clock.time, name))
                self._put(self.clock.time + 0.01, steps, self.answer_to(name))

    @property
    def moments(self) -> list[float]:
        return [moment for moment, _ in self.sent]


def limiter(rate: float | str, folder: Path | None = None, ceiling: float = 60.0) -> Limiter:
    made = Limiter(RateSettings(rate, folder, ceiling), "https://host", lambda *_: None)
    if folder is None:
        made._store = MemoryRateStore()
    return made


def request(name: str = "job", key: str = KEY) -> Call:
    return Call(Request("user_by_id", "GET", name, headers={service.KEY_HEADER: key}))


def forever(one: Limiter, name: str) -> Iterator[Any]:
    while True:
        yield from one.send(request(name))


def most_in_a_second(moments: list[float]) -> int:
    most = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= 1.0:
            first += 1
        most = max(most, last - first + 1)
    return most


@pytest.mark.parametrize("rate", [1, 2.5, 15, 200])
def test_the_rate_is_used_and_never_exceeded(clock: Clock, rate: float) -> None:
    world, one = World(clock), limiter(rate)
    for _ in range(int(rate) + 20):
        world.start(forever(one, "job"))  # type: ignore[arg-type]
    world.run(60)
    assert most_in_a_second(world.moments) <= math.ceil(rate)
    assert len(world.sent) >= 0.985 * rate * 60


def test_many_processes_share_the_rate_evenly(clock: Clock, tmp_path: Path) -> None:
    chance = random.Random(5)
    world = World(clock, late=lambda: chance.choice([0.0, 0.001, 0.004, 0.05]))
    for number in range(8):
        one = limiter(15, tmp_path)
        for _ in range(chance.randint(2, 12)):
            world.start(forever(one, f"job {number}"))  # type: ignore[arg-type]
    world.run(60)
    assert most_in_a_second(world.moments) <= 15
    assert len(world.sent) >= 0.98 * 15 * 60
    shares = [sum(name == f"job {n}" for _, name in world.sent) for n in range(8)]
    assert min(shares) >= 0.6 * 15 * 60 / 8


def test_a_small_job_does_not_wait_for_a_big_one(clock: Clock, tmp_path: Path) -> None:
    world = World(clock)
    big, small = limiter(10, tmp_path), limiter(10, tmp_path)
    for _ in range(500):
        world.start(big.send(request("big")))
    world.start(small.send(request("small")), at=1.0)
    start = clock.time
    world.run(10)
    (came,) = (moment for moment, name in world.sent if name == "small")
    assert came - start <= 1.0 + 0.5


def test_calls_of_a_client_are_sent_in_order(clock: Clock) -> None:
    world, one = World(clock), limiter(3)
    for number in range(60):
        world.start(one.send(request(str(number))), at=number / 1000)
    world.run()
    order = [int(name) for _, name in world.sent]
    assert sorted(order) == list(range(60))
    assert all(abs(place - number) <= 3 for place, number in enumerate(order))


def test_a_single_call_does_not_wait(face: Face, clock: Clock) -> None:
    client, _ = face.scripted(lambda request: USER, rate=1)
    face.call(client, "user.by_id", 1)
    assert clock.naps == []
    clock.go_on(5)
    face.call(client, "user.by_id", 1)
    assert clock.naps == []
    face.call(client, "user.by_id", 1)
    assert sum(clock.naps) == pytest.approx(1.012)


def test_clients_share_the_rate_of_a_key(face: Face, clock: Clock) -> None:
    for key, wait in ((KEY, 0), (KEY, 1.012), ("another-key-1234", 0), (KEY, 1.012)):
        before = clock.time
        client, _ = face.scripted(lambda request: USER, rate=1, key=key)
        face.call(client, "user.by_id", 1)
        assert clock.time - before == pytest.approx(wait, abs=1e-6)


def test_a_redirect_counts_as_a_request(face: Face, clock: Clock) -> None:
    there = answer({}, 307, location="https://api.hikerapi.com/elsewhere")
    client, transport = face.scripted(in_turn([there, USER]), rate=2)
    face.call(client, "user.by_id", 1)
    assert len(transport.requests) == 2 and sum(clock.naps) == pytest.approx(0.506)


# 429 makes all wait


@pytest.mark.parametrize(("header", "least", "most"), [("4", 4, 4), (None, 1, 2), ("900", 60, 60)])
def test_a_429_pauses_all_processes(
    clock: Clock, tmp_path: Path, header: str | None, least: float, most: float
) -> None:
    world = World(clock)
    asked: dict[str, Any] = {"retry_after": header} if header else {}
    refusals = iter([answer({}, 429, **asked)])
    world.answer_to = lambda name: next(refusals, USER) if len(world.sent) == 20 else USER
    for number in range(4):
        one = limiter(10, tmp_path)
        for _ in range(5):
            world.start(forever(one, str(number)))  # type: ignore[arg-type]
    world.run(70 + most)
    refused = world.moments[19] + 0.01
    # One may have been let out between the request and its refusal.
    after = [moment for moment in world.moments if moment > refused + 1e-9]
    assert refused + least - 1e-6 <= after[0] <= refused + most + 0.2
    assert most_in_a_second(after) <= 10
    assert len(after) >= 0.97 * 10 * (clock.time - after[0])


def test_a_429_pauses_others_through_the_public_client(face: Face, clock: Clock) -> None:
    one, _ = face.scripted(in_turn([answer({}, 429, retry_after="9")]), rate=5, retries=0)
    with pytest.raises(errors.RateLimitError):
        face.call(one, "user.by_id", 1)
    other, _ = face.scripted(lambda request: USER, rate=5)
    face.call(other, "user.by_id", 1)
    assert sum(clock.naps) == pytest.approx(9)


def test_the_slot_of_a_cancelled_call_is_used_by_another(clock: Clock) -> None:
    one = limiter(1)
    for steps in (one.send(request()), one.send(request())):
        next(steps)
        steps.close()
    world = World(clock)
    world.start(one.send(request()))
    world.run()
    assert world.moments[0] - 1000.0 == pytest.approx(1.012)  # only the first went out


# What the service says


def test_the_rate_is_requested_once(face: Face, clock: Clock) -> None:
    script = lambda request: BALANCE if "balance" in request.url else USER  # noqa: E731
    client, transport = face.scripted(script, rate="auto")
    for _ in range(10):
        face.call(client, "user.by_id", 1)
    asked = [request.operation for request in transport.requests]
    assert asked == ["sys_balance"] + ["user_by_id"] * 10
    assert client.usage.requests == 11 and client.usage.left == 1_000
    assert sum(clock.naps) == pytest.approx(10 * 1.012 / 5, abs=0.05)
    other, transport = face.scripted(script, rate="auto")  # another process asks no more
    face.call(other, "user.by_id", 1)
    assert [request.operation for request in transport.requests] == ["user_by_id"]
    clock.go_on(4_000)  # but after a while
    face.call(client, "user.by_id", 1)
    assert client.usage.requests == 13


def test_a_balance_call_gives_the_rate(face: Face, clock: Clock) -> None:
    script = lambda request: BALANCE if "balance" in request.url else USER  # noqa: E731
    client, transport = face.scripted(script, rate="auto")
    face.call(client, "sys.balance")
    face.call(client, "user.by_id", 1)
    assert [r.operation for r in transport.requests] == ["sys_balance", "user_by_id"]


@pytest.mark.parametrize(
    "told", [answer({}, 503), answer({"requests": 1}), answer({"rate": "fast"}),
             answer({"rate": 0}), answer({"rate": -1}), answer({"rate": 1e300}),
             answer({"rate": True})],
)  # fmt: skip
def test_an_unknown_rate_is_one_a_second(
    face: Face, told: RawResponse, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    script = lambda request: told if "balance" in request.url else USER  # noqa: E731
    client, transport = face.scripted(script, rate="auto")
    for _ in range(3):
        face.call(client, "user.by_id", 1)
    assert len(transport.requests) == 4 and sum(clock.naps) == pytest.approx(3 * 1.012)
    assert "did not say" in caplog.text


def test_concurrent_calls_request_the_rate_once(clock: Clock) -> None:
    world, one = World(clock), limiter("auto")
    world.answer_to = lambda name: BALANCE if "balance" in name else USER
    for _ in range(6):
        world.start(one.send(request()))
    world.run()
    assert sum("balance" in name for _, name in world.sent) == 1 and len(world.sent) == 7


# The clock


@pytest.mark.parametrize("back", [2.0, 3_600.0, 10**9])
def test_a_clock_set_back_delays_nobody(clock: Clock, back: float) -> None:
    one, world = limiter(5), World(clock)
    for _ in range(20):
        world.start(one.send(request()))
    world.run()
    clock.time -= back
    before = clock.time
    world = World(clock)
    for _ in range(10):
        world.start(one.send(request()))
    world.run()
    assert clock.time - before <= 10 * 1.02 / 5 + 0.3
    assert most_in_a_second(world.moments) <= 5


def test_a_clock_set_back_during_a_wait(clock: Clock) -> None:
    one = limiter(1)
    first, second = one.send(request()), one.send(request())
    assert isinstance(next(first), Send)
    assert isinstance(next(second), Sleep)
    clock.time -= 86_400
    step = next(second)
    assert isinstance(step, Send) or (isinstance(step, Sleep) and step.seconds <= 2.1)


def test_a_clock_set_forward(clock: Clock) -> None:
    one, world = limiter(5), World(clock)
    for _ in range(20):
        world.start(one.send(request()))
    world.run(1)
    clock.go_on(10**6)
    world.run()
    assert len(world.sent) == 20 and most_in_a_second(world.moments[6:]) <= 5


@given(
    rate=st.floats(0.5, 50),
    moves=st.lists(st.tuples(st.floats(0, 2), st.sampled_from([0.0, 0.002, 0.3])), max_size=60),
)
@settings(deadline=None)
def test_late_wakeups_never_exceed_the_rate(rate: float, moves: list[tuple[float, float]]) -> None:
    slots, fired = RateSchedule(), []
    queue: list[tuple[float, int, float | None]] = []
    now = 500.0
    for number, (gap, _) in enumerate(moves):
        now += gap * gap / rate
        heapq.heappush(queue, (now, number, None))
    while queue:
        now, number, slot = heapq.heappop(queue)
        slot, wait = slots.reserve(now, rate, slot)
        if wait:
            heapq.heappush(queue, (now + wait + moves[number][1], number, slot))
        else:
            fired.append(now)
    assert len(fired) == len(moves)
    many = max(1, int(rate))
    for first, last in zip(fired, fired[many:], strict=False):
        assert last - first >= many / rate


def test_a_schedule_survives_being_stored() -> None:
    slots = RateSchedule()
    slots.reserve(5.0, 3.0, None)
    slots.pause(6.0, 2.0)
    slots.set_rate(7.0, 15)
    assert RateSchedule.unpack(json.loads(json.dumps(slots.pack()))) == slots
    assert structs.astuple(
        RateSchedule.unpack(json.loads(json.dumps(RateSchedule().pack())))
    ) == structs.astuple(RateSchedule())


@pytest.mark.parametrize(
    "rate", [0, -1, float("nan"), float("inf"), True, "15", "", 1e-9, 10**30, [], b"auto"]
)
def test_an_invalid_rate_is_refused(face: Face, rate: Any) -> None:
    with pytest.raises(errors.ArgumentError, match="rate: expected requests per second") as caught:
        face.scripted(lambda request: USER, rate=rate)
    assert caught.value.argument == "rate"


def test_a_request_that_waits_for_a_connection_counts_when_it_is_sent(
    face: Face, clock: Clock
) -> None:
    """The service counts what it gets, so the window begins where the first really went out."""
    moments: list[float] = []

    def script(asked: Request) -> RawResponse:
        if not moments:
            clock.go_on(0.5)  # a slow handshake
        assert asked.on_sent is not None
        asked.on_sent()
        moments.append(clock.time)
        return USER

    client, _ = face.scripted(script, rate=4)
    for _ in range(12):
        face.call(client, "user.by_id", "1")
    assert most_in_a_second(moments) <= 4
    assert moments[4] - moments[0] >= 1.0


def test_the_transport_calls_on_sent_when_the_request_is_sent(face: Face) -> None:
    from hikerkit.mock import MockService, serve
    from hikerkit.transports.httpx import AsyncHttpxTransport, HttpxTransport

    told: list[int] = []
    service = MockService()
    with serve(service) as url:
        transport: Any = (AsyncHttpxTransport if face.is_async else HttpxTransport)()
        asked = Request(
            operation="any",
            method="GET",
            url=f"{url}/sys/balance",
            on_sent=lambda: told.append(service.ledger.requests),
        )
        sent = transport.send(asked)
        if face.is_async:

            async def wait() -> None:
                await sent
                await transport.aclose()

            import anyio

            anyio.run(wait)
        else:
            transport.close()
    assert len(told) == 1
