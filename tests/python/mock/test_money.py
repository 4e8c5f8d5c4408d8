"""Plans, balances, prices, rates and the ledger."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hikerkit.mock import MockService, Plan
from tests.python.mock.requests import KEY, body, send

STORIES, PROFILE, BALANCE = "/v2/user/stories", "/v2/user/by/id", "/sys/balance"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@given(
    st.lists(st.sampled_from([{"force": True}, {"force": False}, {}, {"user_id": "x"}]), max_size=9)
)
def test_the_balance_is_exact_after_every_call(calls: list[dict[str, Any]]) -> None:
    service = MockService(keys={KEY: Plan(requests=11, price=0.02)})
    left = 11
    for call in calls:
        response = send(service, STORIES, **{"user_id": 1, **call})
        price = 0 if call.get("user_id") else 1 if call.get("force") else 2
        if price > left:
            assert response.status == 402
            price = 0
        left -= price
        assert response.headers["x-hiker-info"] == f"reqs={price}"
        balance = body(send(service, BALANCE))
        assert balance == {
            "requests": left, "rate": 15, "currency": "USD", "amount": round(left * 0.02, 4),
        }  # fmt: skip
    assert service.ledger.units == 11 - left


def test_an_empty_key_is_refused_and_not_charged() -> None:
    service = MockService(keys={KEY: Plan(requests=1)})
    assert send(service, STORIES, user_id=1).status == 402
    assert send(service, PROFILE, id=1).status == 200
    refused = send(service, PROFILE, id=1)
    assert refused.status == 402 and b"InsufficientFunds" in refused.content
    assert send(service, BALANCE).status == 200
    assert service.ledger.units == 1


def test_keys_have_their_own_balances() -> None:
    service = MockService(keys={"rich": Plan(requests=5), "poor": Plan(requests=0)})
    assert send(service, PROFILE, id=1, key="rich").status == 200
    assert send(service, PROFILE, id=1, key="poor").status == 402
    assert send(service, PROFILE, id=1, key="unknown").status == 401
    assert body(send(service, BALANCE, key="rich"))["requests"] == 4


@given(st.lists(st.floats(0, 0.4), min_size=1, max_size=80), st.sampled_from([1, 2, 5, 0.5]))
def test_no_second_holds_more_than_the_rate(gaps: list[float], rate: float) -> None:
    clock = Clock()
    service = MockService(keys={KEY: Plan(requests=1000, rate=rate)}, clock=clock)
    accepted = []
    for gap in gaps:
        clock.now += gap
        response = send(service, PROFILE, id=1)
        assert response.status in (200, 429)
        if response.status == 200:
            accepted.append(clock.now)
        else:
            assert response.headers["x-hiker-info"] == "reqs=0"
            window = [t for t in accepted if t > clock.now - max(1, 1 / rate)]
            assert len(window) == max(1, rate)
    assert service.ledger.units == len(accepted)


def test_a_plan_is_validated() -> None:
    for invalid in ({"requests": -1}, {"requests": 1.5}, {"requests": True}, {"rate": 0},
                  {"rate": float("nan")}, {"rate": "fast"}):  # fmt: skip
        with pytest.raises(ValueError, match=next(iter(invalid))):
            Plan(**invalid)


def test_the_ledger_has_every_request() -> None:
    clock = Clock()
    service = MockService(clock=clock, keys=[KEY])
    send(service, STORIES, user_id=1)
    send(service, STORIES, user_id=1)
    send(service, PROFILE, id="x")
    send(service, PROFILE, id=1, key="wrong")
    send(service, "/nowhere")
    send(service, PROFILE, id=7, fault="reset-body")
    ledger = service.ledger
    assert [(e.operation, e.status, e.units, e.delivered) for e in ledger.entries] == [
        ("user_stories", 200, 2, True), ("user_stories", 200, 2, True),
        ("user_by_id", 422, 0, True), ("user_by_id", 401, 0, True), (None, 404, 0, True),
        ("user_by_id", 200, 1, False),
    ]  # fmt: skip
    assert (ledger.requests, ledger.units) == (6, 5)
    assert list(ledger.paid_twice().values()) == [2]
    assert KEY not in repr(list(ledger.entries))


def test_threads_are_charged_to_the_unit() -> None:
    service = MockService(keys={KEY: Plan(requests=300)})
    statuses: list[int] = []

    def work() -> None:
        statuses.extend(send(service, PROFILE, id=n).status for n in range(1, 101))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (statuses.count(200), statuses.count(402)) == (300, 100)
    assert body(send(service, BALANCE))["requests"] == 0
