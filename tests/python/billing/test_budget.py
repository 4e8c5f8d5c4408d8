"""Budgets: reserved before an attempt, settled afterwards, exact in threads and tasks."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import pytest

from hikerkit import AsyncHiker, Budget, Hiker, errors
from hikerkit.transports.base import RawResponse, Request
from tests.sync_async import KEY, AsyncScripted, Face, Scripted, answer, in_turn

USER = answer({"user": {"pk": "1"}}, x_hiker_info="reqs=1")
STORIES = answer({"reel": None}, x_hiker_info="reqs=2")
BALANCE = answer({"requests": 1_000, "rate": 15, "currency": "USD", "amount": 0.5})


def good(request: Request) -> RawResponse:
    return BALANCE if request.operation == "sys_balance" else USER


def test_a_call_over_budget_is_not_sent(face: Face) -> None:
    client, transport = face.scripted(good, max_units=2)
    face.call(client, "user.by_id", 1)
    with pytest.raises(
        errors.BudgetExceededError, match="2 units, 1 of the budget's 2 are left"
    ) as caught:
        face.call(client, "user.stories", 1)
    assert (caught.value.requested, caught.value.left, caught.value.spent) == (2, 1, 1)
    assert caught.value.attempts == 0 and len(transport.requests) == 1
    face.call(client, "user.by_id", 1)
    with pytest.raises(errors.BudgetExceededError):
        face.call(client, "user.by_id", 1)
    assert len(transport.requests) == 2


def test_a_parameter_that_makes_a_call_cheaper_counts(face: Face) -> None:
    client, _ = face.scripted(lambda request: answer({"reel": None}), max_units=1)
    with pytest.raises(errors.BudgetExceededError):
        face.call(client, "user.stories", 1)
    face.call(client, "with_response.user.stories", 1, force=True)


def test_a_budget_of_zero_units(face: Face) -> None:
    client, transport = face.scripted(good, max_units=0)
    with pytest.raises(errors.BudgetExceededError):
        face.call(client, "user.by_id", 1)
    assert transport.requests == []
    assert face.call(client, "sys.balance").requests == 1_000  # it costs nothing


@pytest.mark.parametrize(
    ("first", "spent", "uncertain"),
    [
        (answer({}, 404), 0, 1),
        (answer({}, 404, x_hiker_info="reqs=0"), 0, 0),
        (answer({}, 404, x_hiker_info="reqs=1"), 1, 0),
        (answer({}, 401), 0, 0),
        (answer({}, 503), 0, 0),
        (answer({}, 500), 0, 1),
        (answer({"user": {"pk": "1"}}, x_hiker_info="reqs=3"), 3, 0),
        (answer({"user": {"pk": "1"}}), 1, 0),
        (answer({"state": False, "error": "no"}), 1, 0),
        (answer(content=b"<html>"), 1, 0),
        (errors.ConnectFailedError("refused"), 0, 0),
        (errors.ConnectionLostError("lost"), 0, 1),
        (errors.ConnectionLostError("lost", units=1), 1, 0),
        (errors.TimedOutError("slow"), 0, 1),
    ],
)
def test_an_attempt_is_settled_by_what_it_used(
    face: Face, first: RawResponse | Exception, spent: int, uncertain: int
) -> None:
    budget = Budget(10)
    client, _ = face.scripted(in_turn([first]), max_units=budget, retries=0)
    try:
        face.call(client, "user.by_id", 1)
    except errors.HikerError as error:
        assert not isinstance(error, errors.BudgetExceededError)
    assert (budget.spent, budget.uncertain) == (spent, uncertain)
    assert budget.left == 10 - spent - uncertain


def pages(request: Request) -> RawResponse:
    number = int(request.url.rpartition("=")[2]) if "page_id" in request.url else 0
    users = [{"pk": str(number * 2 + n)} for n in range(2)]
    body = {"response": {"users": users}, "next_page_id": str(number + 1)}
    return answer(body, x_hiker_info="reqs=1")


def test_a_list_stops_at_the_budget_and_keeps_its_items(face: Face) -> None:
    budget = Budget(3)
    client, transport = face.scripted(pages, max_units=budget)
    pager = client.user.followers("7")
    found: list[Any] = []
    with pytest.raises(errors.BudgetExceededError):
        face.walk(pager, found)
    assert len(found) == 6 and pager.cursor == "3" and len(transport.requests) == 3
    budget.extend(2)
    with pytest.raises(errors.BudgetExceededError):
        face.walk(pager, found)
    assert [user.pk for user in found] == [str(n) for n in range(10)]


def test_the_budget_of_a_list_covers_all_its_pages(face: Face) -> None:
    client, transport = face.scripted(pages)
    pager = client.user.followers("7", max_units=2)
    found: list[Any] = []
    with pytest.raises(errors.BudgetExceededError):
        face.walk(pager, found)
    assert len(found) == 4 and len(transport.requests) == 2
    assert len(face.items(client.user.followers("7", page_id=pager.cursor), most=6)) == 6


def test_the_budget_of_a_call(face: Face) -> None:
    client, _ = face.scripted(good)
    face.call(client, "user.by_id", 1, max_units=1)
    with pytest.raises(errors.BudgetExceededError):
        face.call(client, "user.stories", 1, max_units=1)


def test_nested_jobs_all_have_to_allow_a_call(face: Face) -> None:
    client, transport = face.scripted(good, max_units=10)
    with client.budget(3) as outer:
        face.call(client, "user.by_id", 1)
        with client.budget(max_units=1) as inner:
            face.call(client, "user.by_id", 1)
            with pytest.raises(errors.BudgetExceededError):
                face.call(client, "user.by_id", 1)
        face.call(client, "user.by_id", 1)
        with pytest.raises(errors.BudgetExceededError):
            face.call(client, "user.by_id", 1)
    assert (outer.spent, outer.left, inner.spent, inner.left) == (3, 0, 1, 0)
    face.call(client, "user.by_id", 1)
    assert len(transport.requests) == 4 and outer.spent == 3


def test_a_job_counts_only_calls_of_its_client(face: Face) -> None:
    client, _ = face.scripted(good)
    other, _ = face.scripted(good)
    with client.budget(1) as job:
        face.call(other, "user.by_id", 1)
    assert job.spent == 0


def test_a_job_ends_after_an_error(face: Face) -> None:
    client, _ = face.scripted(good)
    with pytest.raises(ZeroDivisionError), client.budget(0):
        raise ZeroDivisionError
    face.call(client, "user.by_id", 1)


def test_a_job_carried_to_threads_counts_their_calls() -> None:
    client = Hiker(KEY, transport=Scripted(good))
    with client.budget(5) as job, ThreadPoolExecutor(4) as pool:

        def ask(number: int) -> bool:
            try:
                client.user.by_id(number)
            except errors.BudgetExceededError:
                return False
            return True

        done = list(pool.map(job.carry(ask), range(1, 21)))
    assert sum(done) == 5 == job.spent and job.left == 0


def test_tasks_started_in_a_job_count() -> None:
    async def main() -> tuple[int, int]:
        transport = AsyncScripted(good)
        client = AsyncHiker(KEY, transport=transport)

        async def ask() -> None:
            with contextlib.suppress(errors.BudgetExceededError):
                await client.user.by_id(1)

        with client.budget(7) as job:
            async with anyio.create_task_group() as tasks:
                for _ in range(40):
                    tasks.start_soon(ask)
        return len(transport.requests), job.spent

    assert anyio.run(main) == (7, 7)
    assert anyio.run(main, backend="trio") == (7, 7)


def test_threads_use_exactly_the_budget() -> None:
    gate = threading.Barrier(8)
    client = Hiker(KEY, transport=Scripted(good), max_units=100)
    sent = []

    def ask() -> None:
        gate.wait()
        for _ in range(40):
            try:
                client.user.by_id(1)
            except errors.BudgetExceededError:
                continue
            sent.append(1)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sent) == 100


def test_a_request_under_way_reserves_its_units() -> None:
    async def main() -> None:
        asked, release = anyio.Event(), anyio.Event()

        class Slow(AsyncScripted):
            async def send(self, request: Request) -> RawResponse:  # type: ignore[override]
                asked.set()
                await release.wait()
                return await super().send(request)

        budget = Budget(2)
        client = AsyncHiker(KEY, transport=Slow(lambda request: STORIES), max_units=budget)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(client.user.highlights, 1)
            await asked.wait()
            assert budget.left == 0 and budget.spent == 0
            with pytest.raises(
                errors.BudgetExceededError, match="2 reserved by requests under way"
            ):
                await client.user.by_id(1)
            tasks.cancel_scope.cancel()
        assert (budget.spent, budget.uncertain, budget.left) == (0, 2, 0)

    anyio.run(main)


def test_a_missing_key_costs_nothing(face: Face) -> None:
    budget = Budget(5)
    client, transport = face.scripted(good, key=lambda: "", max_units=budget)
    with pytest.raises(errors.AccessKeyError):
        face.call(client, "user.by_id", 1)
    assert transport.requests == [] and budget.left == 5 and client.usage.requests == 0


# Money


def test_money_becomes_units_by_the_unit_price(face: Face) -> None:
    client, _ = face.scripted(good, max_cost=Decimal("0.0021"), unit_price="0.001")
    face.call(client, "user.by_id", 1)
    face.call(client, "user.by_id", 1)
    with pytest.raises(errors.BudgetExceededError):
        face.call(client, "user.by_id", 1)


@pytest.mark.parametrize("cost", [0.3, "0.3", Decimal("0.3")])
def test_a_float_price_means_its_decimal_digits(cost: Any) -> None:
    assert Budget(max_cost=cost, unit_price=0.1).max_units == 3


def test_the_unit_price_is_requested_once(face: Face) -> None:
    client, transport = face.scripted(good, max_cost=0.001)
    face.call(client, "user.by_id", 1)
    face.call(client, "user.by_id", 1)
    with pytest.raises(errors.BudgetExceededError):
        face.call(client, "user.by_id", 1)
    asked = [request.operation for request in transport.requests]
    assert asked == ["sys_balance", "user_by_id", "user_by_id"]


@pytest.mark.parametrize(
    "body",
    [{"requests": 5}, {"requests": 0, "amount": 5}, {"requests": "5", "amount": 5}, [], None,
     {"requests": True, "amount": 1}, {"requests": 10**400, "amount": 1}, {"amount": 1}],
)  # fmt: skip
def test_without_a_unit_price_nothing_is_spent(face: Face, body: Any) -> None:
    client, transport = face.scripted(lambda request: answer(body), max_cost=1)
    with pytest.raises(errors.ArgumentError, match="give unit_price=") as caught:
        face.call(client, "user.by_id", 1)
    assert {request.operation for request in transport.requests} == {"sys_balance"}
    assert caught.value.argument == "unit_price"


# Wrong arguments

WRONG_UNITS = [-1, 1.5, 2.0, True, "5", float("nan"), 10**30]
WRONG_MONEY = [0, -1, True, float("nan"), float("inf"), "much", "", [], Decimal("-0.1"), 1e300]


@pytest.mark.parametrize("value", WRONG_UNITS)
def test_invalid_units_are_refused(face: Face, value: Any) -> None:
    with pytest.raises(errors.ArgumentError, match="max_units: expected units"):
        Budget(value)
    with pytest.raises(errors.ArgumentError, match="max_units: expected units") as caught:
        face.scripted(good, max_units=value)
    assert caught.value.argument == "max_units"
    client, transport = face.scripted(good)
    with pytest.raises(errors.ArgumentError, match="max_units: expected units"):
        face.call(client, "user.by_id", 1, max_units=value)
    for make in (client.user.followers, client.budget):
        with pytest.raises(errors.ArgumentError, match="max_units: expected units"):
            make(max_units=value, **({"user_id": "1"} if make != client.budget else {}))
    assert transport.requests == []


@pytest.mark.parametrize("name", ["max_cost", "unit_price"])
@pytest.mark.parametrize("value", WRONG_MONEY)
def test_invalid_money_is_refused(face: Face, name: str, value: Any) -> None:
    with pytest.raises(errors.ArgumentError, match=f"{name}: expected an amount") as caught:
        face.scripted(good, **{"max_cost": 1, name: value})
    assert caught.value.argument == name


def test_only_one_limit_may_be_given(face: Face, tmp_path: Path) -> None:
    with pytest.raises(errors.ArgumentError, match="either"):
        face.scripted(good, max_units=1, max_cost=1)
    with pytest.raises(errors.ArgumentError, match="has its own"):
        face.scripted(good, max_units=Budget(1), max_cost=1)
    with pytest.raises(errors.ArgumentError, match="either"):
        Budget()
    with pytest.raises(errors.ArgumentError, match="a job needs"):
        face.scripted(good)[0].budget()
    with pytest.raises(errors.ArgumentError, match="name: expected"):
        Budget(1, name="")


def test_a_budget_cannot_be_pickled() -> None:
    import pickle

    with pytest.raises(TypeError, match="path="):
        pickle.dumps(Budget(1))
