"""The deadline of a call: across attempts, backoff and rate-limit waits."""

from __future__ import annotations

import pickle
import time
from typing import Any

import anyio
import pytest

from hikerkit import Budget, errors
from hikerkit.transports.base import RawResponse, Request
from tests.conftest import Clock
from tests.python.transports.test_httpx import HEAD, raw_server, real_client
from tests.sync_async import Face, answer

USER = answer({"user": {"pk": "1"}}, x_hiker_info="reqs=1")


def slow(clock: Clock, seconds: float, *answers: RawResponse) -> Any:
    """Every response takes so long, or as long as the request waits for it."""
    waiting = iter(answers)

    def script(request: Request) -> RawResponse:
        patience = min(t for t in (request.timeout, request.total, 1e9) if t is not None)
        clock.go_on(min(seconds, patience))
        if patience < seconds:
            raise errors.TimedOutError("slow", attempts=1)
        return next(waiting)

    return script


def test_a_call_in_time_is_not_touched(face: Face, clock: Clock) -> None:
    client, transport = face.scripted(slow(clock, 2, USER, USER), deadline=5)
    face.call(client, "user.by_id", 1)
    assert transport.requests[0].timeout == 5 == transport.requests[0].total
    face.call(client, "user.by_id", 1, timeout=3)
    assert transport.requests[1].timeout == 3 and transport.requests[1].total == 5


def test_it_ends_an_attempt_that_takes_too_long(face: Face, clock: Clock) -> None:
    client, transport = face.scripted(slow(clock, 60), deadline=10)
    begin = clock.time
    with pytest.raises(errors.DeadlineError, match="deadline of 10 s") as caught:
        face.call(client, "user.stories", 1)
    assert clock.time - begin == pytest.approx(10) and len(transport.requests) == 1
    error = caught.value
    assert isinstance(error, errors.TimedOutError) and error.attempts == 1
    assert error.charged == "unknown" and "possibly charged" in str(error)
    assert isinstance(error.__cause__, errors.TimedOutError)
    assert client.usage.uncertain == 2
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_nothing_is_sent_after_it(face: Face, clock: Clock) -> None:
    budget = Budget(10)

    def key() -> str:
        clock.go_on(9)  # one that takes its time
        return "canary-key-7f3a9c"

    client, transport = face.scripted(lambda _: USER, key=key, deadline=8, max_units=budget)
    with pytest.raises(errors.DeadlineError, match="0 attempts, not charged"):
        face.call(client, "user.by_id", 1)
    assert transport.requests == [] and budget.left == 10 and client.usage.requests == 0


def test_a_timeout_before_the_deadline_is_a_timeout(face: Face, clock: Clock) -> None:
    client, _ = face.scripted(slow(clock, 60), deadline=30, timeout=2, retries=0)
    with pytest.raises(errors.TimedOutError) as caught:
        face.call(client, "user.by_id", 1)
    assert not isinstance(caught.value, errors.DeadlineError)


def test_the_call_overrides_the_client(face: Face, clock: Clock) -> None:
    client, transport = face.scripted(slow(clock, 4, USER, USER), deadline=1)
    face.call(client, "user.by_id", 1, deadline=None)
    face.call(client, "user.by_id", 1, deadline=5)
    with pytest.raises(errors.DeadlineError):
        face.call(client, "user.by_id", 1)
    assert [request.total for request in transport.requests] == [None, 5, 1]


def test_every_page_has_its_own(face: Face, clock: Clock) -> None:
    pages = [answer({"response": {"users": [{"pk": str(n)}]}, "next_page_id": str(n)})
             for n in range(1, 4)]  # fmt: skip
    client, _ = face.scripted(slow(clock, 4, *pages), deadline=5)
    assert len(face.items(client.user.followers("7", max_pages=3))) == 3


@pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf"), True, "5", [], 10**9])
def test_an_invalid_deadline_is_rejected(face: Face, value: Any) -> None:
    with pytest.raises(errors.ArgumentError, match="deadline: expected seconds"):
        face.scripted(lambda _: USER, deadline=value)
    client, transport = face.scripted(lambda _: USER)
    with pytest.raises(errors.ArgumentError, match="deadline: expected seconds") as caught:
        face.call(client, "user.by_id", 1, deadline=value)
    assert caught.value.argument == "deadline" and transport.requests == []


def test_silence_and_trickles_are_ended_over_http(face: Face) -> None:
    with raw_server(HEAD + b"content-length: 9\r\n\r\n{", then_hold=True) as (url, _):
        with real_client(face, url, deadline=0.2, retries=0) as client:
            begin = time.monotonic()
            with pytest.raises(errors.DeadlineError, match="possibly charged"):
                face.call(client, "user.by_id", 1)
    assert time.monotonic() - begin < 20  # not the time-out of 30


def test_a_response_that_trickles_is_ended() -> None:
    from hikerkit.transports.httpx import AsyncHttpxTransport, HttpxTransport

    drops = [HEAD + b"content-length: 100000\r\n\r\n", *[b" "] * 50_000]
    with raw_server(*drops, then_hold=True) as (url, _):
        request = Request("user_by_id", "GET", url, timeout=20, total=0.001)
        sync = HttpxTransport(max_response_bytes=10**6)
        with pytest.raises(errors.TimedOutError, match="complete response"):
            sync.send(request)
        sync.close()

        # Long enough to connect: anyio before 4.16 leaves a socket to the garbage collector
        # where it is broken off between connecting and connected.
        longer = Request("user_by_id", "GET", url, timeout=20, total=0.5)

        async def main() -> None:
            transport = AsyncHttpxTransport(max_response_bytes=10**6)
            with pytest.raises(errors.TimedOutError, match="complete response"):
                await transport.send(longer)
            await transport.aclose()

        anyio.run(main)
