"""Retries: free attempts freely, charged ones within a limit, nothing else."""

from __future__ import annotations

import random
from email.utils import formatdate
from typing import Any

import pytest
from hikerkit_api import service

from hikerkit import errors
from hikerkit.layers.retry import backoff
from hikerkit.transports.base import RawResponse
from tests.conftest import Clock
from tests.sync_async import Face, answer, in_turn

GOOD = answer({"requests": 1}, x_hiker_info="reqs=0")
USER = answer({"user": {"pk": "1"}}, x_hiker_info="reqs=1")
FREE = [429, 503, 504]
DISPUTED = [408, 500, 502, 520]
NEVER = sorted({*service.CHARGED, 418, 499} - {*FREE, *DISPUTED})


@pytest.mark.parametrize("status", FREE)
def test_an_uncharged_attempt_is_retried(face: Face, status: int, naps: list[float]) -> None:
    failed = answer({}, status)
    client, transport = face.scripted(in_turn([failed, failed, USER]), retry_charged=0)
    face.call(client, "user.by_id", 1)
    assert len(transport.requests) == 3 and client.usage.requests == 3 and len(naps) == 2


@pytest.mark.parametrize("status", NEVER)
def test_a_status_that_is_not_retried_is_sent_once(
    face: Face, status: int, naps: list[float]
) -> None:
    client, transport = face.scripted(lambda request: answer({}, status), retry_charged=9)
    with pytest.raises(errors.StatusError) as caught:
        face.call(client, "user.by_id", 1)
    assert len(transport.requests) == 1 and naps == [] and caught.value.attempts == 1
    unknown = service.CHARGED.get(status, "unknown") == "unknown"
    assert client.usage.uncertain == (1 if unknown else 0) and client.usage.units == 0


@pytest.mark.parametrize("allowed", [0, 1, 3])
@pytest.mark.parametrize("status", DISPUTED)
def test_an_attempt_that_may_be_charged_is_retried_as_often_as_allowed(
    face: Face, status: int, allowed: int, naps: list[float]
) -> None:
    client, transport = face.scripted(
        lambda request: answer({}, status), retries=9, retry_charged=allowed
    )
    with pytest.raises(errors.StatusError, match="possibly charged") as caught:
        face.call(client, "user.stories", 1)
    assert len(transport.requests) == allowed + 1 == caught.value.attempts
    assert len(naps) == allowed and client.usage.uncertain == 2 * (allowed + 1)


@pytest.mark.parametrize("status", [408, 500])
def test_an_attempt_reported_as_free_is_free(face: Face, status: int, naps: list[float]) -> None:
    free = answer({}, status, x_hiker_info='{"reqs": 0}')
    client, transport = face.scripted(in_turn([free, free, USER]), retry_charged=0)
    face.call(client, "user.by_id", 1)
    assert len(transport.requests) == 3 and client.usage.uncertain == 0


@pytest.mark.parametrize("status", FREE)
@pytest.mark.parametrize("allowed", [0, 1])
def test_an_attempt_reported_as_charged_counts_as_charged(
    face: Face, status: int, allowed: int, naps: list[float]
) -> None:
    client, transport = face.scripted(
        lambda request: answer({}, status, x_hiker_info="reqs=2"), retry_charged=allowed
    )
    with pytest.raises(errors.StatusError, match=r"attempts?, charged") as caught:
        face.call(client, "user.by_id", 1)
    assert len(transport.requests) == allowed + 1 and client.usage.units == 2 * (allowed + 1)
    assert caught.value.units == 2 and caught.value.charged == "yes"


def test_a_free_call_may_always_be_retried(face: Face, naps: list[float]) -> None:
    lost = errors.ConnectionLostError("lost")
    client, _ = face.scripted(in_turn([lost, answer({}, 500), GOOD]), retry_charged=0)
    assert face.call(client, "sys.balance").requests == 1


def test_retries_end(face: Face, naps: list[float]) -> None:
    client, transport = face.scripted(lambda request: answer({}, 503), retries=3)
    with pytest.raises(errors.ServiceUnavailableError, match="4 attempts") as caught:
        face.call(client, "sys.balance")
    assert len(transport.requests) == 4 == caught.value.attempts and len(naps) == 3


@pytest.mark.parametrize("failure", [answer({}, 503), errors.TimedOutError("slow")])
def test_no_retries_where_none_are_wanted(
    face: Face, failure: RawResponse | Exception, naps: list[float]
) -> None:
    client, transport = face.scripted(in_turn([failure]), retries=0)
    with pytest.raises(errors.HikerError, match="1 attempt"):
        face.call(client, "sys.balance")
    assert len(transport.requests) == 1 and naps == []


def test_a_failed_connection_is_retried(face: Face, naps: list[float]) -> None:
    refused = errors.ConnectFailedError("refused")
    client, _ = face.scripted(in_turn([refused, USER]), retry_charged=0)
    face.call(client, "user.by_id", 1)
    client, _ = face.scripted(in_turn([errors.ConnectFailedError("no") for _ in range(3)]))
    with pytest.raises(errors.ConnectFailedError, match="3 attempts, not charged"):
        face.call(client, "sys.balance")
    assert client.usage.requests == 0


@pytest.mark.parametrize("kind", [errors.ConnectionLostError, errors.TimedOutError])
@pytest.mark.parametrize("allowed", [0, 1])
def test_a_call_of_unknown_outcome_is_retried_only_as_allowed(
    face: Face, kind: type[errors.NetworkError], allowed: int, naps: list[float]
) -> None:
    script = in_turn([kind("lost") for _ in range(2)])
    client, transport = face.scripted(script, retry_charged=allowed)
    with pytest.raises(kind, match="possibly charged"):
        face.call(client, "user.stories", 1)
    assert len(transport.requests) == 1 + allowed == 1 + len(naps)
    assert client.usage.uncertain == 2 + 2 * allowed


def test_a_lost_response_that_was_free_is_retried(face: Face, naps: list[float]) -> None:
    lost = errors.ConnectionLostError("half of a body", units=0)
    client, _ = face.scripted(in_turn([lost, USER]), retry_charged=0)
    face.call(client, "user.by_id", 1)
    assert client.usage.uncertain == 0


def test_an_error_remembers_that_an_attempt_before_it_may_be_charged(
    face: Face, naps: list[float]
) -> None:
    for last in (answer({}, 404, x_hiker_info="reqs=0"), errors.ConnectFailedError("refused")):
        script = in_turn([errors.TimedOutError("slow"), last])
        client, _ = face.scripted(script, retries=1)
        with pytest.raises(errors.HikerError, match="2 attempts, possibly charged") as caught:
            face.call(client, "user.by_id", 1)
        assert caught.value.charged == "unknown" and client.usage.uncertain == 1


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [("7", 7, 7), ("0", 0, 0), ("1.5", 1.5, 1.5), ("soon", 1, 2), ("-1", 1, 2), ("٣", 1, 2),
     ("9" * 5000, 1, 2), ("Mon, 99 Foo 20x6", 1, 2), ("Fri, 01 Jan 0001 00:00:00 +2359", 0, 0)],
)  # fmt: skip
def test_retry_after_in_seconds(
    face: Face, header: str, least: float, most: float, clock: Clock
) -> None:
    client, _ = face.scripted(in_turn([answer({}, 429, retry_after=header), GOOD]))
    face.call(client, "sys.balance")
    assert len(clock.naps) == 1 and least <= clock.naps[0] <= most


@pytest.mark.parametrize("skew", [0, -86_400, 86_400])
def test_retry_after_as_a_date_goes_by_the_services_clock(
    face: Face, skew: float, clock: Clock
) -> None:
    theirs = clock.wall + skew
    dates: dict[str, Any] = {
        "retry_after": formatdate(theirs + 9, usegmt=True),
        "date": formatdate(theirs),
    }
    client, _ = face.scripted(in_turn([answer({}, 503, **dates), GOOD]))
    face.call(client, "sys.balance")
    assert clock.naps == [9]


@pytest.mark.parametrize(("ahead", "wait"), [(5, 5), (-500, 0)])
def test_a_date_without_the_services_clock_goes_by_ours(
    face: Face, ahead: float, wait: float, clock: Clock
) -> None:
    there = formatdate(clock.wall + ahead, usegmt=True)
    client, _ = face.scripted(in_turn([answer({}, 503, retry_after=there), GOOD]))
    face.call(client, "sys.balance")
    assert clock.naps == [wait]


@pytest.mark.parametrize("status", FREE)
def test_nobody_waits_past_the_ceiling(face: Face, status: int, clock: Clock) -> None:
    late = answer({}, status, retry_after="61")
    client, transport = face.scripted(in_turn([late]))
    with pytest.raises(errors.StatusError) as caught:
        face.call(client, "sys.balance")
    assert caught.value.retry_after == 61 and clock.naps == [] and len(transport.requests) == 1
    client, _ = face.scripted(in_turn([late, GOOD]), max_retry_after=61)
    assert face.call(client, "sys.balance").requests == 1 and clock.naps == [61]


def test_the_last_429_says_how_long_to_wait(face: Face) -> None:
    client, _ = face.scripted(lambda request: answer({}, 429, retry_after="7"), retries=0)
    with pytest.raises(errors.RateLimitError) as caught:
        face.call(client, "sys.balance")
    assert caught.value.retry_after == 7


def test_pauses_grow_to_a_bound_and_spread_out() -> None:
    random.seed(7)
    for attempt, most in ((1, 1), (2, 2), (3, 4), (5, 16), (6, 30), (100, 30)):
        waits = [backoff(attempt, 503) for _ in range(500)]
        assert min(waits) < most * 0.05 and most * 0.95 < max(waits) <= most
        after_rate = [backoff(attempt, 429) for _ in range(100)]
        assert min(after_rate) >= 1 and max(after_rate) <= most + 1
    random.seed(7)
    first = backoff(3, 503)
    random.seed(7)
    assert backoff(3, 503) == first


@pytest.mark.parametrize("status", [404, 500, 520])
def test_the_charge_reported_by_the_service_counts(
    face: Face, status: int, naps: list[float]
) -> None:
    client, _ = face.scripted(lambda request: answer({}, status, x_hiker_info="reqs=0"))
    with pytest.raises(errors.StatusError, match="not charged"):
        face.call(client, "user.by_id", 1)
    assert client.usage.uncertain == 0


def test_an_interrupted_call_may_have_been_charged() -> None:
    def interrupt(request: object) -> RawResponse:
        raise KeyboardInterrupt

    client, _ = Face("sync").scripted(interrupt)
    with pytest.raises(KeyboardInterrupt):
        client.user.stories(1)
    assert (client.usage.requests, client.usage.uncertain) == (1, 2)


@pytest.mark.parametrize("name", ["retries", "retry_charged"])
@pytest.mark.parametrize("value", [-1, 1.5, True, "2", None, 101])
def test_invalid_counts_are_rejected(face: Face, name: str, value: object) -> None:
    with pytest.raises(errors.ArgumentError, match=f"{name}: expected an int") as caught:
        face.scripted(in_turn([]), **{name: value})
    assert caught.value.argument == name


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf"), True, "2", None])
def test_an_invalid_max_retry_after_is_rejected(face: Face, value: object) -> None:
    with pytest.raises(errors.ArgumentError, match="max_retry_after: expected seconds"):
        face.scripted(in_turn([]), max_retry_after=value)
