"""Prefetch: at most one page ahead, none that is needless, none that is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import anyio
import pytest

from hikerkit import errors
from hikerkit.transports.base import RawResponse, Request
from tests.lists import THREE, Book, numbers, user
from tests.sync_async import Face, answer


def until(true: Callable[[], bool]) -> None:
    """Wait for what a thread does."""
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def settle() -> None:
    """Wait for pages that are asked for ahead."""
    for thread in threading.enumerate():
        if thread.name == "hikerkit-prefetch":
            thread.join(10)


def sync(book: Any, **settings: Any) -> Any:
    return Face("sync").scripted(book, retries=0, **settings)[0]


def test_every_item_and_every_page_comes_once(face: Face) -> None:
    book = Book(*THREE)
    client, _ = face.scripted(book)
    pager = client.user.followers("7", prefetch=1)
    assert numbers(face.items(pager)) == [1, 2, 3, 4, 5]
    assert book.asked == [None, "c2", "c3"] and pager.units == 3
    assert pager.verdict.complete is True and pager.done


def test_pages_come_as_without_it(face: Face) -> None:
    book = Book(*THREE)
    client, _ = face.scripted(book)
    pager = client.user.followers("7", prefetch=1)
    assert [len(page) for page in face.pages(pager)] == [2, 2, 1]
    assert book.asked == [None, "c2", "c3"] and pager.items_read == 5


def test_it_is_off_by_default() -> None:
    book = Book(*THREE)
    next(sync(book).user.followers("7"))
    settle()
    assert book.asked == [None]


def test_never_more_than_one_prefetch() -> None:
    book = Book(*[[user(n * 2), user(n * 2 + 1)] for n in range(9)])
    pager = sync(book).user.followers("7", prefetch=True)
    settle()
    assert book.asked == []  # nothing before the first item is asked for
    for item in range(12):
        next(pager)
        settle()
        assert len(book.asked) == item // 2 + 2
        assert pager.pages_read == item // 2 + 1


def test_the_prefetch_runs_while_the_caller_works() -> None:
    book, here = Book(*THREE), threading.Event()

    def script(request: Request) -> RawResponse:
        made = book(request)
        if len(book.asked) == 2:
            here.set()
        return made

    pager = sync(script).user.followers("7", prefetch=1)
    next(pager)
    assert here.wait(10)


@pytest.mark.parametrize(("limit", "asked"), [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_a_limit_prevents_a_needless_prefetch(limit: int, asked: int) -> None:
    book = Book(*THREE)
    assert len(list(sync(book).user.followers("7", limit=limit, prefetch=1))) == limit
    settle()
    assert len(book.asked) == asked


@pytest.mark.parametrize("way", ["items", "pages"])
def test_max_pages_limits_the_prefetch(face: Face, way: str) -> None:
    book = Book(*THREE)
    client, _ = face.scripted(book)
    pager = client.user.followers("7", max_pages=2, prefetch=1)
    getattr(face, way)(pager)
    settle()
    assert book.asked == [None, "c2"] and pager.verdict.cut_by == "max_pages"


def test_an_error_of_the_prefetch_is_raised_when_its_page_is_reached() -> None:
    book = Book(*THREE)
    book.fail_at[2] = errors.ConnectionLostError("cut")
    pager = sync(book).user.followers("7", prefetch=1)
    assert int(next(pager).pk) == 1
    settle()
    assert pager.verdict.complete is None
    assert int(next(pager).pk) == 2
    with pytest.raises(errors.ConnectionLostError):
        next(pager)
    assert pager.cursor == "c2" and pager.verdict.cut_by == "error"
    assert numbers(list(pager)) == [3, 4, 5]
    assert book.asked == [None, "c2", "c2", "c3"]


def test_a_prefetched_page_is_in_the_remainder_after_closing() -> None:
    book = Book(*THREE)
    pager = sync(book).user.followers("7", prefetch=1)
    for item in pager:
        assert int(item.pk) == 1
        break
    pager.close()
    assert numbers(pager.remainder) == [2, 3, 4]
    assert (pager.cursor, pager.pages_read, pager.verdict.complete) == ("c3", 2, None)
    pager.close()
    assert numbers(list(pager)) == [2, 3, 4, 5] and pager.remainder == []
    assert book.asked == [None, "c2", "c3"]


def test_a_prefetched_page_is_returned_as_a_page_after_closing() -> None:
    book = Book(*THREE)
    pager = sync(book).user.followers("7", prefetch=1)
    pages = pager.pages()
    assert numbers(next(pages).items) == [1, 2]
    pager.close()
    assert numbers(pager.remainder) == [3, 4] and pager.items_read == 2
    assert [numbers(page.items) for page in pages] == [[3, 4], [5]]
    assert pager.items_read == 5 and pager.verdict.complete is True
    assert book.asked == [None, "c2", "c3"]


def test_closing_after_a_failed_prefetch_leaves_its_page_to_be_requested() -> None:
    book = Book(*THREE)
    book.fail_at[2] = answer({}, 500)
    pager = sync(book).user.followers("7", prefetch=1)
    next(pager)
    pager.close()
    assert numbers(pager.remainder) == [2] and pager.cursor == "c2"
    assert numbers(list(pager)) == [2, 3, 4, 5]


def test_closing_without_a_prefetch_does_nothing(face: Face) -> None:
    book = Book(*THREE)
    client, _ = face.scripted(book)
    pager = client.user.followers("7")
    face.run(pager.aclose if face.is_async else pager.close)
    assert book.asked == [] and len(face.items(pager)) == 5


def test_an_interrupt_while_it_waits_loses_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book(*THREE)
    pager = sync(book).user.followers("7", prefetch=1)
    assert numbers([next(pager), next(pager)]) == [1, 2]
    settle()

    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pager._prefetch, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        next(pager)
    monkeypatch.undo()
    assert numbers(list(pager)) == [3, 4, 5] and book.asked == [None, "c2", "c3"]


def test_threads_on_one_pager_pay_for_each_page_once() -> None:
    book = Book(*[[user(n * 5 + i) for i in range(5)] for n in range(60)])
    pager = sync(book).user.followers("7", prefetch=1)
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.extend(pager)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers(found)) == list(range(300)) and len(book.asked) == 60


BACKENDS = pytest.mark.parametrize("backend", ["asyncio", "trio"])


async def idle() -> None:
    for _ in range(20):
        await anyio.sleep(0)


@BACKENDS
def test_a_task_prefetches_one_page(backend: str) -> None:
    book = Book(*THREE)

    async def main() -> None:
        client, _ = Face("async").scripted(book)
        pager = client.user.followers("7", prefetch=1)
        found = []
        async for item in pager:
            found.append(item)
            await idle()
            assert len(book.asked) == {1: 2, 2: 2, 3: 3, 4: 3, 5: 3}[len(found)]
        assert numbers(found) == [1, 2, 3, 4, 5]

    anyio.run(main, backend=backend)
    assert book.asked == [None, "c2", "c3"]


@BACKENDS
def test_a_prefetch_outlives_the_callers_timeout(backend: str) -> None:
    book, go_on = Book(*THREE), anyio.Event

    async def main() -> None:
        client, transport = Face("async").scripted(book)
        send, gate = transport.send, go_on()

        async def slow(request: Request) -> RawResponse:
            if len(book.asked) == 1:
                await gate.wait()
            made: RawResponse = await send(request)  # type: ignore[misc]
            return made

        transport.send = slow  # type: ignore[method-assign,assignment]
        pager = client.user.followers("7", prefetch=1)
        assert numbers([await anext(pager), await anext(pager)]) == [1, 2]
        with anyio.move_on_after(0.02):
            await anext(pager)
            raise AssertionError
        gate.set()
        assert numbers([item async for item in pager]) == [3, 4, 5]

    anyio.run(main, backend=backend)
    assert book.asked == [None, "c2", "c3"]


@BACKENDS
def test_closing_keeps_the_prefetched_page_and_its_errors(backend: str) -> None:
    book = Book(*THREE)
    book.fail_at[3] = answer({}, 500)

    async def main() -> None:
        client, _ = Face("async").scripted(book, retries=0)
        pager = client.user.followers("7", prefetch=1)
        await anext(pager)
        await pager.aclose()
        assert numbers(pager.remainder) == [2, 3, 4] and pager.cursor == "c3"
        assert numbers([await anext(pager) for _ in range(3)]) == [2, 3, 4]
        await idle()
        await pager.aclose()
        assert numbers([item async for item in pager]) == [5]

    anyio.run(main, backend=backend)
    assert book.asked == [None, "c2", "c3", "c3"]


@BACKENDS
def test_a_prefetch_cancelled_by_the_end_of_the_loop_is_requested_again(backend: str) -> None:
    book = Book(*THREE)
    client, transport = Face("async").scripted(book)
    pager = client.user.followers("7", prefetch=1)
    send = transport.send

    async def never(request: Request) -> RawResponse:
        if len(book.asked) == 1:
            await anyio.sleep_forever()
        made: RawResponse = await send(request)  # type: ignore[misc]
        return made

    transport.send = never  # type: ignore[method-assign,assignment]

    async def first() -> None:
        assert numbers([await anext(pager)]) == [1]
        await idle()

    async def rest() -> list[int]:
        return numbers([item async for item in pager])

    anyio.run(first, backend=backend)
    transport.send = send  # type: ignore[method-assign]
    assert anyio.run(rest, backend=backend) == [2, 3, 4, 5]


def test_a_prefetch_runs_in_the_callers_context() -> None:
    from contextvars import ContextVar

    job: ContextVar[str] = ContextVar("job", default="none")
    book, jobs = Book(*THREE), []

    def script(request: Request) -> RawResponse:
        jobs.append(job.get())
        return book(request)

    job.set("mine")
    list(sync(script).user.followers("7", prefetch=1))
    assert jobs == ["mine"] * 3
