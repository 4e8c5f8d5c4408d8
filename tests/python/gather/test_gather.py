"""Gather: results as calls complete, and the failure of one call kept apart from the rest."""

from __future__ import annotations

import inspect
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import anyio
import pytest

from hikerkit import AsyncHiker, Hiker, Result, Snapshot, errors
from hikerkit.mock import AsyncMockTransport, MockService, MockTransport
from hikerkit.transports.base import RawResponse, Request
from tests.lists import user
from tests.sync_async import Face, answer

BACKENDS = ["asyncio", "trio"]


def profiles(request: Request) -> RawResponse:
    """The profile of any name: "gone..." is not found, "poor..." meets an empty account."""
    name = parse_qs(urlsplit(request.url).query)["username"][0]
    if name.startswith("gone"):
        return answer({"detail": "not found"}, 404)
    if name.startswith("poor"):
        return answer({"error": "Top up"}, 402)
    return answer({"user": {"pk": len(name), "username": name}})


def followers(request: Request) -> RawResponse:
    """Every account has 3 pages of 2 followers; page 3 of account 9 fails."""
    query = parse_qs(urlsplit(request.url).query)
    account, number = query["user_id"][0], int(query.get("page_id", ["1"])[0])
    if account == "9" and number == 3:
        return answer({}, 500)
    users = [user(int(account) * 100 + number * 2 + i) for i in range(2)]
    following = str(number + 1) if number < 3 else None
    return answer({"response": {"users": users}, "next_page_id": following})


def gathered(
    face: Face, client: Any, *what: Any, found: list[Any] | None = None, **named: Any
) -> list[Any]:
    """All results; they are in `found` also where it raises."""
    found = [] if found is None else found
    if not face.is_async:
        for result in client.gather(*what, **named):
            found.append(result)
        return found

    async def main() -> None:
        async with client.gather(*what, **named) as results:
            async for result in results:
                found.append(result)

    anyio.run(main)
    return found


def test_every_account_has_its_result(face: Face) -> None:
    client, transport = face.scripted(profiles)
    names = [f"name{n}" for n in range(50)]
    found = gathered(face, client, client.user.by_username, names)
    assert sorted(result.argument for result in found) == sorted(names)
    assert all(r.value.username == r.argument and r.error is None for r in found)
    assert all(r.unwrap() is r.value for r in found) and len(transport.requests) == 50


def test_one_accounts_failure_is_kept_apart(face: Face) -> None:
    client, _ = face.scripted(profiles)
    found = gathered(face, client, client.user.by_username, ["a", "gone", "b", ""], concurrency=2)
    by_name = {result.argument: result for result in found}
    assert by_name["a"].value.username == "a" and by_name["b"].error is None
    assert isinstance(by_name["gone"].error, errors.NotFoundError)
    assert by_name["gone"].value is None and len(found) == 4
    with pytest.raises(errors.NotFoundError):
        by_name["gone"].unwrap()


def test_callables_without_arguments_are_enough(face: Face) -> None:
    client, _ = face.scripted(profiles)
    calls = [lambda name=name: client.user.by_username(name) for name in ("a", "b")]
    found = gathered(face, client, calls)
    assert {r.value.username for r in found} == {"a", "b"} and {r.argument for r in found} == {
        *calls
    }


def test_pagers_are_read_to_their_end(face: Face) -> None:
    client, _ = face.scripted(followers)
    found = gathered(face, client, client.user.followers, range(1, 9), concurrency=3)
    assert sorted(r.argument for r in found) == list(range(1, 9))
    for result in found:
        assert isinstance(result.value, Snapshot) and result.value.verdict.complete is True
        assert [int(f.pk) - result.argument * 100 for f in result.value] == [2, 3, 4, 5, 6, 7]


def test_pagination_that_fails_keeps_its_items(face: Face) -> None:
    client, _ = face.scripted(followers, retries=0)
    found = gathered(face, client, lambda n: client.user.followers(n), [8, 9])
    by_number = {result.argument: result for result in found}
    assert by_number[8].error is None
    assert isinstance(by_number[9].error, errors.InternalServerError)
    assert len(by_number[9].value) == 4 and by_number[9].value.verdict.cut_by == "error"
    assert by_number[9].value.verdict.cursor == "3"


@pytest.mark.parametrize("concurrency", [1, 3])
def test_an_error_that_affects_all_calls_ends_it(face: Face, concurrency: int) -> None:
    client, transport = face.scripted(profiles)
    names = ["a", "b", "poor", *(f"more{n}" for n in range(100))]
    found: list[Any] = []
    with pytest.raises(errors.PaymentRequiredError):
        gathered(face, client, client.user.by_username, names, found=found, concurrency=concurrency)
    told = {result.argument: result for result in found}
    assert isinstance(told["poor"].error, errors.PaymentRequiredError)
    assert told["a"].error is None and told["b"].error is None
    assert len(found) == len(transport.requests) <= 2 + concurrency + 1
    assert {kind.__name__ for kind in _all_kinds(errors.HikerError) if kind.affects_all_calls} >= {
        "AccessKeyError", "ClientClosedError", "PaymentRequiredError", "UnauthorizedError",
    }  # fmt: skip


def _all_kinds(root: Any) -> Iterator[Any]:
    yield root
    for kind in root.__subclasses__():
        yield from _all_kinds(kind)


def test_an_exception_of_the_caller_is_raised_after_the_calls_in_progress(face: Face) -> None:
    client, _ = face.scripted(profiles)

    def function(name: str) -> Any:
        if name == "bad":
            raise ZeroDivisionError("mine")
        return client.user.by_username(name)

    found: list[Any] = []
    names = ["a", "bad", *(f"more{n}" for n in range(50))]
    with pytest.raises(ZeroDivisionError, match="mine"):
        gathered(face, client, function, names, found=found, concurrency=2)
    assert "a" in [r.argument for r in found] and len(found) <= 4


def test_an_exception_of_the_arguments_is_raised_after_the_calls_in_progress(face: Face) -> None:
    client, _ = face.scripted(profiles)

    def names() -> Iterator[str]:
        yield from "abc"
        raise OSError("no more names")

    found: list[Any] = []
    with pytest.raises(OSError, match="no more names"):
        gathered(face, client, client.user.by_username, names(), found=found)
    assert sorted(r.argument for r in found) == ["a", "b", "c"]


def test_arguments_are_taken_one_by_one(face: Face) -> None:
    client, transport = face.scripted(profiles)
    taken: list[int] = []

    def names() -> Iterator[str]:
        for number in range(1_000_000):
            taken.append(number)
            yield f"name{number}"

    if not face.is_async:
        with client.gather(client.user.by_username, names(), concurrency=4) as results:
            for handed_over, _ in enumerate(results, 1):
                assert len(taken) <= handed_over + 4
                if handed_over == 20:
                    break
    else:

        async def main() -> None:
            async with client.gather(client.user.by_username, names(), concurrency=4) as results:
                handed_over = 0
                async for _ in results:
                    handed_over += 1
                    await anyio.sleep(0)
                    assert len(taken) <= handed_over + 5
                    if handed_over == 20:
                        break

        anyio.run(main)
    assert len(transport.requests) <= len(taken) <= 25


def test_no_more_calls_than_allowed_run_at_once() -> None:
    running, most, lock = 0, 0, threading.Lock()
    full = threading.Barrier(4, timeout=10)

    def script(request: Request) -> RawResponse:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        full.wait()  # goes on when 4 are here together
        with lock:
            running -= 1
        return profiles(request)

    client, _ = Face("sync").scripted(script)
    found = list(
        client.gather(client.user.by_username, [f"n{i}" for i in range(16)], concurrency=4)
    )
    assert len(found) == 16 and most == 4


@pytest.mark.parametrize("backend", BACKENDS)
def test_no_more_tasks_than_allowed_run_at_once(backend: str) -> None:
    running = most = 0

    async def call(number: int) -> int:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await anyio.wait_all_tasks_blocked()  # whoever may start has started
        running -= 1
        return number

    async def main() -> list[Any]:
        client, _ = Face("async").scripted(profiles)
        async with client.gather(call, range(40), concurrency=4) as results:
            return [result.value async for result in results]

    assert sorted(anyio.run(main, backend=backend)) == list(range(40)) and most == 4


@pytest.mark.parametrize("backend", BACKENDS)
def test_arguments_may_be_an_async_iterable(backend: str) -> None:
    seen: list[str] = []

    async def names() -> AsyncIterator[str]:
        yield "a"
        while "a" not in seen:  # the next argument waits for the result of the first
            await anyio.sleep(0)
        yield "b"

    async def main() -> None:
        client, _ = Face("async").scripted(profiles)
        async with client.gather(client.user.by_username, names()) as results:
            async for result in results:
                seen.append(result.argument)

    anyio.run(main, backend=backend)
    assert seen == ["a", "b"]


def test_leaving_early_ends_pagination_before_the_next_request() -> None:
    at_page_2 = threading.Event()
    go_on = threading.Event()

    def script(request: Request) -> RawResponse:
        if "user_id=2" in request.url and "page_id=2" in request.url:
            at_page_2.set()
            assert go_on.wait(10)
        return followers(request)

    client, transport = Face("sync").scripted(script)
    with client.gather(client.user.followers, [1, 2], concurrency=2) as results:
        first = next(results)
        assert first.argument == 1 and at_page_2.wait(10)

        def when_stopped() -> None:
            while not results._token.cancelled:
                time.sleep(0.001)
            go_on.set()

        threading.Thread(target=when_stopped).start()
    (left,) = results.remainder
    assert left.argument == 2 and isinstance(left.error, errors.StoppedError)
    assert len(left.value) == 4 and left.value.verdict.cursor == "3"
    asked = [r.url for r in transport.requests if "user_id=2" in r.url]
    assert len(asked) == 2
    with pytest.raises(StopIteration):
        next(results)


def test_leaving_the_loop_early_starts_no_further_call() -> None:
    client, transport = Face("sync").scripted(profiles)
    for result in client.gather(client.user.by_username, (f"n{i}" for i in range(10**6))):
        assert result.error is None
        break
    del result
    before = len(transport.requests)
    assert before <= 9
    deadline = time.monotonic() + 10
    while any(t.name.startswith("hikerkit-gather") for t in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.001)
    assert len(transport.requests) <= 9
    assert client.user.by_username("after").username == "after"  # the client itself goes on


def test_an_interrupt_stops_the_calls_in_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    at_page_2, go_on = threading.Event(), threading.Event()

    def script(request: Request) -> RawResponse:
        if "page_id=2" in request.url:
            at_page_2.set()
            assert go_on.wait(10)
        return followers(request)

    client, transport = Face("sync").scripted(script)
    results = client.gather(client.user.followers, [1])

    class Interrupted:
        def get(self) -> None:
            assert at_page_2.wait(10)
            raise KeyboardInterrupt

    queue = results._ended
    results._start_calls()
    results._ended = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        next(results)
    results._ended = queue
    go_on.set()
    results.close()
    assert len(transport.requests) == 2
    assert [len(result.value) for result in results.remainder] == [4]


@pytest.mark.parametrize("backend", BACKENDS)
def test_leaving_a_block_early_lets_requests_end(backend: str) -> None:
    async def main() -> Any:
        client, transport = Face("async").scripted(followers)
        send = transport.send
        results: Any = None

        async def slow(request: Request) -> RawResponse:
            while "user_id=2" in request.url and not results._token.cancelled:
                await anyio.sleep(0)
            made: RawResponse = await send(request)  # type: ignore[misc]
            return made

        transport.send = slow  # type: ignore[method-assign,assignment]
        results = client.gather(client.user.followers, [1, 2], concurrency=2)
        async with results:
            async for result in results:
                assert result.argument == 1
                break
        return results.remainder, transport

    (left,), transport = anyio.run(main, backend=backend)
    assert left.argument == 2 and isinstance(left.error, errors.StoppedError)
    assert len(left.value) == 2 and len(transport.requests) == 4


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_error_of_the_block_is_raised_as_it_is(backend: str) -> None:
    async def main() -> None:
        client, _ = Face("async").scripted(followers)
        async with client.gather(client.user.followers, range(1, 100)) as results:
            async for _ in results:
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        anyio.run(main, backend=backend)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_cancelled_block_cancels_its_calls(backend: str) -> None:
    cancelled = []
    outside: Any = None

    async def call(number: int) -> None:
        if number == 2:
            outside.cancel()
        try:
            await anyio.sleep_forever()
        finally:
            cancelled.append(number)

    async def main() -> None:
        client, _ = Face("async").scripted(profiles)
        nonlocal outside
        with anyio.CancelScope() as outside:
            async with client.gather(call, range(10), concurrency=3) as results:
                async for _ in results:
                    raise AssertionError
        assert outside.cancelled_caught

    anyio.run(main, backend=backend)
    assert sorted(cancelled) == [0, 1, 2]


def test_without_its_block_an_asynchronous_gather_says_so() -> None:
    client, _ = Face("async").scripted(profiles)

    async def main() -> None:
        async for _ in client.gather(client.user.by_username, ["a"]):
            pass

    with pytest.raises(RuntimeError, match="async with"):
        anyio.run(main)


@pytest.mark.parametrize(
    ("what", "named", "argument"),
    [
        ((), {}, "calls"),
        ((5,), {}, "calls"),
        ((len,), {}, "calls"),
        ((len, 5), {}, "calls"),
        ((5, ["a"]), {}, "calls"),
        ((len, "names"), {}, "arguments"),
        ((len, ["a"]), {"concurrency": 0}, "concurrency"),
        ((len, ["a"]), {"concurrency": 1.5}, "concurrency"),
        ((len, ["a"]), {"concurrency": True}, "concurrency"),
    ],
)
def test_invalid_arguments_of_gather_are_rejected(
    face: Face, what: Any, named: dict[str, Any], argument: str
) -> None:
    client, _ = face.scripted(profiles)
    with pytest.raises(errors.ArgumentError) as caught:
        client.gather(*what, **named)
    assert caught.value.argument == argument


def test_a_callers_context_goes_along(face: Face) -> None:
    from contextvars import ContextVar

    job: ContextVar[str] = ContextVar("job")
    client, _ = face.scripted(profiles)

    def plain(name: str) -> str:
        return job.get()

    async def later(name: str) -> str:
        return job.get()

    job.set("mine")
    function: Callable[[str], Any] = later if face.is_async else plain
    found = gathered(face, client, function, ["a", "b"])
    assert [result.value for result in found] == ["mine", "mine"]


def test_a_gather_within_a_gather_stops_with_it() -> None:
    client, transport = Face("sync").scripted(profiles)
    inner_runs, go_on = threading.Event(), threading.Event()

    def inner(name: str) -> Any:
        inner_runs.set()
        assert go_on.wait(10)
        return client.user.by_username(name)

    def outer(name: str) -> list[Any]:
        return [result.error for result in client.gather(inner, [name])]

    results = client.gather(outer, ["a"])

    def halt() -> None:
        assert inner_runs.wait(10)
        results._halt()
        go_on.set()

    threading.Thread(target=halt).start()
    (result,) = results
    assert isinstance(result.value[0], errors.StoppedError) and not transport.requests


def test_many_lists_of_the_mock_share_one_client(face: Face) -> None:
    service = MockService(list_size=130)
    transport: Any = (AsyncMockTransport if face.is_async else MockTransport)(service)
    client = face.client(transport)
    found = gathered(face, client, client.user.followers, range(1, 13), concurrency=5)
    assert len(found) == 12 and client.usage.requests == client.usage.units
    for result in found:
        if result.error is None:
            assert len({item.pk for item in result.value}) == len(result.value)


def test_both_clients_gather_alike() -> None:
    one, other = inspect.signature(Hiker.gather), inspect.signature(AsyncHiker.gather)
    assert list(one.parameters.values()) == list(other.parameters.values())
    assert Result("a", 1).unwrap() == 1


@pytest.mark.parametrize("concurrency", [1, 3])
def test_a_budget_that_is_spent_ends_it(face: Face, concurrency: int) -> None:
    client, transport = face.scripted(followers, max_units=4)
    found: list[Any] = []
    with pytest.raises(errors.BudgetExceededError):
        gathered(
            face, client, client.user.followers, range(1, 9), found=found, concurrency=concurrency
        )
    assert len(transport.requests) == 4 == sum(r.value.verdict.pages for r in found)
    assert len(found) <= 2 * concurrency
    assert "budget" in {r.value.verdict.cut_by for r in found}


def test_the_budget_of_one_call_stops_no_other(face: Face) -> None:
    client, _ = face.scripted(followers)
    found = gathered(
        face, client, lambda n: client.user.followers(n, max_units=n), range(1, 5), concurrency=2
    )
    told = {r.argument: (r.value.verdict.cut_by, len(r.value)) for r in found}
    assert told == {1: ("budget", 2), 2: ("budget", 4), 3: (None, 6), 4: (None, 6)}
