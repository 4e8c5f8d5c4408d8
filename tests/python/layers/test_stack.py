"""How the layers work together, and that each can be removed without touching the others."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import pytest

from hikerkit import AsyncHiker, Budget, errors
from hikerkit.events import RequestEvent, ResponseEvent
from hikerkit.transports.base import RawResponse, Request
from tests.conftest import Clock
from tests.python.layers.test_deadline import slow
from tests.sync_async import KEY, AsyncScripted, Face, answer, in_turn

ROOT = Path(__file__).parents[3]
USER = answer({"user": {"pk": "1"}}, x_hiker_info="reqs=1")
BALANCE = answer({"requests": 1_000, "rate": 15, "currency": "USD", "amount": 0.5})


def good(request: Request) -> RawResponse:
    return BALANCE if request.operation == "sys_balance" else USER


def test_every_attempt_has_to_fit(face: Face, naps: list[float]) -> None:
    script = in_turn([errors.TimedOutError("slow") for _ in range(5)])
    client, transport = face.scripted(script, max_units=3, retries=4, retry_charged=4)
    with pytest.raises(errors.BudgetExceededError, match="1 attempt, possibly charged") as caught:
        face.call(client, "user.stories", 1)
    assert len(transport.requests) == 1
    assert isinstance(caught.value.__cause__, errors.TimedOutError)


def test_a_call_stopped_while_it_waits_has_spent_nothing() -> None:
    async def main() -> None:
        budget = Budget(10)
        transport = AsyncScripted(good)
        client = AsyncHiker(KEY, transport=transport, max_units=budget, rate=0.01)
        await client.user.by_id(1)
        async with anyio.create_task_group() as tasks:
            for _ in range(3):
                tasks.start_soon(client.user.by_id, 1)
            for _ in range(20):
                await anyio.lowlevel.checkpoint()
            assert budget.left == 6
            tasks.cancel_scope.cancel()
        assert len(transport.requests) == 1
        assert (budget.spent, budget.uncertain, budget.left) == (1, 0, 9)
        assert (client.usage.requests, client.usage.uncertain) == (1, 0)

    anyio.run(main)


def test_an_attempt_gets_what_is_left(face: Face, clock: Clock) -> None:
    client, transport = face.scripted(slow(clock, 4, answer({}, 503), USER), deadline=10)
    face.call(client, "user.by_id", 1)
    second = transport.requests[1]
    assert second.timeout == pytest.approx(6 - sum(clock.naps)) == second.total


def test_a_pause_that_would_end_too_late_is_not_started(face: Face, clock: Clock) -> None:
    refused = answer({}, 503, retry_after="30")
    client, transport = face.scripted(in_turn([refused]), deadline=20)
    with pytest.raises(errors.DeadlineError) as caught:
        face.call(client, "user.by_id", 1)
    assert clock.naps == [] and len(transport.requests) == 1
    assert caught.value.charged == "no" and caught.value.attempts == 1
    assert isinstance(caught.value.__cause__, errors.ServiceUnavailableError)


def test_a_wait_for_the_rate_counts_and_costs_nothing(face: Face, clock: Clock) -> None:
    budget = Budget(10)
    client, transport = face.scripted(lambda _: USER, rate=0.1, max_units=budget)
    face.call(client, "user.by_id", 1, deadline=3)
    with pytest.raises(errors.DeadlineError, match="0 attempts, not charged") as caught:
        face.call(client, "user.by_id", 1, deadline=3)
    assert caught.value.__cause__ is None
    assert len(transport.requests) == 1 and clock.naps == []
    assert (budget.spent, budget.uncertain, budget.left) == (1, 0, 9)
    assert client.usage.uncertain == 0 and client.usage.requests == 1
    face.call(client, "user.by_id", 1, deadline=11)  # its slot was given back
    assert sum(clock.naps) == pytest.approx(10.12)


def test_the_worst_attempt_says_whether_it_was_charged(face: Face, clock: Clock) -> None:
    script = in_turn([errors.ConnectionLostError("lost"), answer({}, 503, retry_after="50")])
    client, _ = face.scripted(script, deadline=40)
    with pytest.raises(errors.DeadlineError, match="2 attempts, possibly charged"):
        face.call(client, "user.by_id", 1)


def test_a_retry_is_logged_as_a_warning_if_it_may_cost(
    face: Face, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "hikerkit")
    refused, late = answer({}, 503, retry_after="2"), errors.TimedOutError("late")
    client, _ = face.scripted(in_turn([refused, late, USER]))
    face.call(client, "user.by_id", 1)
    lines = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert [level for level, _ in lines] == ["INFO", "INFO", "INFO", "WARNING", "INFO"]
    assert lines[0][1].startswith("user_by_id: 503, unknown units, wire, attempt 1,")
    assert lines[1][1] == "user_by_id: attempt 1 ended in 503; retrying in 2.00 s"
    assert lines[2][1].startswith("user_by_id: TimedOutError, unknown units, wire, attempt 2")
    assert "attempt 2 ended in TimedOutError and may have been charged" in lines[3][1]
    assert lines[4][1].startswith("user_by_id: 200, 1 units, wire, attempt 3")


def test_hooks_see_each_attempt(face: Face, clock: Clock) -> None:
    told: list[Any] = []
    client, _ = face.scripted(
        in_turn([answer({}, 503), errors.ConnectFailedError("no"), USER]),
        on_request=told.append,
        on_response=told.append,
    )
    face.call(client, "user.by_id", 1)
    url = "https://api.hikerapi.com/v2/user/by/id?id=1"
    assert told == [
        RequestEvent("user_by_id", url, 1, 1),
        ResponseEvent("user_by_id", url, 1, 503, None, "wire", 0.0),
        RequestEvent("user_by_id", url, 2, 1),
        ResponseEvent("user_by_id", url, 2, None, None, "wire", 0.0, "ConnectFailedError"),
        RequestEvent("user_by_id", url, 3, 1),
        ResponseEvent("user_by_id", url, 3, 200, 1, "wire", 0.0),
    ]
    assert KEY not in repr(told)


def test_a_wait_for_the_rate_is_no_time_of_the_service(face: Face, clock: Clock) -> None:
    told: list[ResponseEvent] = []
    client, _ = face.scripted(lambda _: USER, rate=1, on_response=told.append)
    for _ in range(2):
        face.call(client, "user.by_id", 1)
    assert [event.seconds for event in told] == [0.0, 0.0] and sum(clock.naps) > 1


def test_usage_adds_up(face: Face, naps: list[float]) -> None:
    script = in_turn([
        USER, answer({}, 503), USER, errors.TimedOutError("slow"),
        answer({}, 404, x_hiker_info="reqs=0"), BALANCE,
    ])  # fmt: skip
    client, _ = face.scripted(script, unit_price="0.001")
    for _ in range(2):
        face.call(client, "user.by_id", 1)
    with pytest.raises(errors.NotFoundError):
        face.call(client, "user.stories", 1)
    face.call(client, "sys.balance")
    usage = client.usage
    usage.add_saved(3)
    assert (usage.requests, usage.units, usage.spent, usage.uncertain) == (6, 2, 2, 2)
    assert (usage.failures, usage.saved, usage.replayed, usage.left) == (2, 3, 1, 1_000)
    assert (usage.cost, usage.currency) == (Decimal("0.002"), "USD")
    assert repr(usage) == (
        "<Usage 2 units in 6 requests, cost 0.002 USD, 2 uncertain, 2 failed free, "
        "3 saved, 1000 left>"
    )


def test_usage_has_no_cost_where_no_price_is_known(face: Face) -> None:
    client, _ = face.scripted(good)
    face.call(client, "user.by_id", 1)
    assert client.usage.cost is None and client.usage.left is None
    face.call(client, "sys.balance")
    assert client.usage.cost == Decimal("0.0005") == client.usage.unit_price


@pytest.mark.parametrize("status", [429, 503, 504])
def test_a_hook_sees_the_number_of_each_attempt(face: Face, status: int, naps: list[float]) -> None:
    events: list[RequestEvent] = []
    failed = answer({}, status)
    script = in_turn([failed, failed, USER])
    client, _ = face.scripted(script, retry_charged=0, on_request=events.append)
    face.call(client, "user.by_id", 1)
    assert [event.attempt for event in events] == [1, 2, 3]


WITHOUT = """
import sys
import pytest
import hikerkit.layers.stack as stack
import hikerkit.layers.deadline as deadline
import hikerkit.layers.rate_limit as rate_limit

taken, *files = sys.argv[1:]
module = {"limiting": rate_limit, "with_deadline": deadline}.get(taken, stack)
assert hasattr(module, taken)
if taken == "with_deadline":
    deadline.with_deadline = lambda below, call, seconds: below(call)
else:
    setattr(module, taken, lambda below, *others: below)
chosen = "not async and not processes and not ledgers"  # they take long and show no more
sys.exit(pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-k", chosen, *files]))
"""
LAYERS = {
    "retry": "tests/python/layers/test_retry.py",
    "budgeting": "tests/python/billing/test_budget.py",
    "limiting": "tests/python/layers/test_rate_limit.py",
    "with_deadline": "tests/python/layers/test_deadline.py",
    "tracing": "tests/python/layers/test_tracing.py",
}


@pytest.mark.slow
@pytest.mark.parametrize("taken", LAYERS)
def test_without_a_layer_the_others_keep_their_promises(taken: str) -> None:
    others = [file for layer, file in LAYERS.items() if layer != taken]
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT, taken, *others],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
