"""Walks over lists: each page asked for once, nothing lost, every end told."""

from __future__ import annotations

import json
import threading
from collections import Counter
from typing import Any

import anyio
import pytest

from hikerkit import errors
from hikerkit.transport import RawAnswer, Request
from tests.faces import Face, answer
from tests.lists import THREE, Book, numbers, page, user


def test_a_walk_gives_every_item_once_and_ends(face: Face) -> None:
    book = Book(*THREE)
    client, _ = face.scripted(book)
    pager = client.user.followers("7")
    assert (pager.cursor, pager.done, pager.pages_read) == (None, False, 0)
    assert numbers(face.items(pager)) == [1, 2, 3, 4, 5]
    assert book.asked == [None, "c2", "c3"]
    assert (pager.cursor, pager.done, pager.remainder) == (None, True, [])
    assert (pager.pages_read, pager.items_read, pager.units) == (3, 5, 3)
    assert face.items(pager) == [] and len(book.asked) == 3


def test_nothing_is_asked_for_before_it_is_needed(face: Face) -> None:
    book = Book(*THREE)
    client, _ = face.scripted(book)
    pager = client.user.followers("7")
    assert book.asked == []
    assert numbers(face.items(pager, most=2)) == [1, 2] and book.asked == [None]
    assert numbers(face.items(pager, most=1)) == [3] and book.asked == [None, "c2"]


@pytest.mark.parametrize(
    ("limit", "expected", "asked", "left"),
    [
        (0, [], 0, 0),
        (1, [1], 1, 1),
        (2, [1, 2], 1, 0),
        (3, [1, 2, 3], 2, 1),
        (99, [1, 2, 3, 4, 5], 3, 0),
    ],
)
def test_a_limit_asks_for_no_page_too_many_and_keeps_the_rest(
    face: Face, limit: int, expected: list[int], asked: int, left: int
) -> None:
    book = Book(*THREE)
    client, _ = face.scripted(book)
    pager = client.user.followers("7", limit=limit)
    assert numbers(face.items(pager)) == expected
    assert len(book.asked) == asked and len(pager.remainder) == left
    assert (
        numbers([*expected_users(expected), *pager.remainder])[: limit + left]
        == ([1, 2, 3, 4, 5][: limit + left])
    )


def expected_users(found: list[int]) -> list[Any]:
    from hikerkit_api.models import ShortUser

    return [ShortUser(pk=str(number), username="x") for number in found]


def test_going_on_from_a_cursor(face: Face) -> None:
    book = Book(*THREE)
    client, _ = face.scripted(book)
    first = client.user.followers("7", max_pages=1)
    assert numbers(face.items(first)) == [1, 2] and first.cursor == "c2" and not first.done
    rest = client.user.followers("7", page_id=first.cursor)
    assert numbers(face.items(rest)) == [3, 4, 5]
    assert book.asked == [None, "c2", "c3"]


def test_pages_come_whole(face: Face) -> None:
    book = Book(*THREE)
    client, _ = face.scripted(book)
    pager = client.user.followers("7", limit=3)
    pages = face.pages(pager)
    assert [len(p) for p in pages] == [2, 2]
    assert [p.cursor for p in pages] == ["c2", "c3"] and pager.items_read == 4
    assert pages[0].response.units == 1 and pages[0].response.status == 200
    assert numbers(list(pages[0])) == [1, 2]
    whole = face.call(client, "with_response.user.followers", "7")
    assert numbers(whole.result.items) == [1, 2] and whole.body.response.users[0].pk == "1"


def test_an_empty_page_with_a_cursor_is_not_the_end(face: Face) -> None:
    client, _ = face.scripted(Book([user(1)], [], None, [user(2)]))
    assert numbers(face.items(client.user.followers("7"))) == [1, 2]


@pytest.mark.parametrize("back_to", ["c2", "c3", "c1"])
def test_a_repeated_cursor_ends_the_walk_after_the_page(face: Face, back_to: str) -> None:
    book = Book(*THREE, cursors={3: back_to})
    client, _ = face.scripted(book)
    pager = client.user.followers("7", page_id="c1")
    found: list[Any] = []
    with pytest.raises(errors.RepeatedCursorError) as caught:
        face.walk(pager, found)
    assert numbers(found) == [1, 2, 3, 4, 5] and caught.value.cursor == back_to
    with pytest.raises(errors.RepeatedCursorError):
        face.items(pager)
    assert len(book.asked) == 3 and pager.cursor is None
    assert caught.value.charged == "yes" and caught.value.units == 1


def test_a_failed_page_is_asked_for_again_and_only_it(face: Face) -> None:
    book = Book(*THREE)
    book.fail_at[2] = errors.ConnectionLostError("cut")
    client, _ = face.scripted(book, retry_charged=0)
    pager = client.user.followers("7")
    found: list[Any] = []
    with pytest.raises(errors.ConnectionLostError) as caught:
        face.walk(pager, found)
    assert numbers(found) == [1, 2] and pager.cursor == "c2"
    assert caught.value.operation == "user_followers"
    assert numbers(face.items(pager)) == [3, 4, 5]
    assert book.asked == [None, "c2", "c2", "c3"]


@pytest.mark.parametrize("cursor", [{"a": 1}, [1], True, 1.5])
def test_a_cursor_of_another_kind_does_not_lose_the_page(face: Face, cursor: Any) -> None:
    client, _ = face.scripted(Book(*THREE, cursors={2: cursor}))
    found: list[Any] = []
    with pytest.raises(errors.UnexpectedShapeError) as caught:
        face.walk(client.user.followers("7"), found)
    assert numbers(found) == [1, 2, 3, 4] and caught.value.pointer == "/next_page_id"


def test_a_missing_cursor_does_not_pass_for_the_end(face: Face) -> None:
    client, _ = face.scripted(lambda request: answer({"response": {"users": [user(1)]}}))
    found: list[Any] = []
    with pytest.raises(errors.UnexpectedShapeError, match="next_page_id is missing"):
        face.walk(client.user.followers("7"), found)
    assert numbers(found) == [1]


def test_a_cursor_that_is_a_number_is_sent_with_all_its_digits(face: Face) -> None:
    asked = []

    def script(request: Request) -> RawAnswer:
        asked.append(request.url)
        return page([user(len(asked))], 1926933891264902156 if len(asked) == 1 else None)

    client, _ = face.scripted(script)
    assert len(face.items(client.user.followers("7"))) == 2
    assert asked[1].endswith("page_id=1926933891264902156")


def test_odd_entries_lose_no_page(face: Face) -> None:
    odd = [user(1), None, "text", 5, [user(9)], user(2)]
    client, _ = face.scripted(Book(odd))
    (found,) = face.pages(client.user.followers("7"))
    assert numbers(found.items) == [1, 2] and found.oddities == [None, "text", 5, [user(9)]]


def test_items_are_taken_out_of_their_envelope(face: Face) -> None:
    entries = [{"media": {"pk": "1"}}, {"media": None}, {"other": 1}, {"media": {"pk": "2"}}]
    body = {"response": {"items": entries}, "next_page_id": None}
    client, _ = face.scripted(lambda request: answer(body))
    (found,) = face.pages(client.user.clips("7"))
    assert [m.pk for m in found.items] == ["1", "2"]
    assert found.oddities == [{"media": None}, {"other": 1}]


@pytest.mark.parametrize(
    ("response", "pointer"),
    [
        ({}, "/response/users"),
        (None, "/response"),
        ({"users": {"a": 1}}, "/response/users"),
        ([], "/response"),
    ],
)
def test_a_page_of_another_shape_is_told_and_kept(face: Face, response: Any, pointer: str) -> None:
    body = {"response": response, "next_page_id": "c2"}
    client, _ = face.scripted(lambda request: answer(body))
    with pytest.raises(errors.UnexpectedShapeError) as caught:
        face.items(client.user.followers("7"))
    assert caught.value.pointer == pointer and json.loads(caught.value.content) == body


def test_a_long_walk_is_exact(face: Face) -> None:
    book = Book(*[[user(n * 50 + i) for i in range(50)] for n in range(200)])
    client, _ = face.scripted(book)
    assert numbers(face.items(client.user.followers("7"))) == list(range(10_000))
    assert max(Counter(book.asked).values()) == 1


def test_threads_on_one_pager_pay_for_each_page_once() -> None:
    book = Book(*[[user(n * 5 + i) for i in range(5)] for n in range(60)])
    client, _ = Face("sync").scripted(book)
    pager = client.user.followers("7")
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.extend(pager)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers(found)) == list(range(300)) and len(book.asked) == 60


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_tasks_on_one_pager_pay_for_each_page_once(backend: str) -> None:
    book = Book(*[[user(n * 5 + i) for i in range(5)] for n in range(60)])
    client, _ = Face("async").scripted(book)
    found: list[Any] = []

    async def main() -> None:
        pager = client.user.followers("7")

        async def walk() -> None:
            async for item in pager:
                found.append(item)

        async with anyio.create_task_group() as group:
            for _ in range(8):
                group.start_soon(walk)

    anyio.run(main, backend=backend)
    assert sorted(numbers(found)) == list(range(300)) and len(book.asked) == 60


def test_a_cancelled_walk_goes_on_where_it_stood() -> None:
    book = Book(*THREE)
    client, transport = Face("async").scripted(book)
    send = transport.send

    async def main() -> list[int]:
        pager = client.user.followers("7")
        found = []

        async def slow(request: Request) -> RawAnswer:
            if len(book.asked) == 1:
                await anyio.sleep_forever()
            made: RawAnswer = await send(request)  # type: ignore[misc]
            return made

        transport.send = slow  # type: ignore[method-assign,assignment]
        with anyio.move_on_after(0.05):
            async for item in pager:
                found.append(item)
        transport.send = send  # type: ignore[method-assign]
        async for item in pager:
            found.append(item)
        return numbers(found)

    assert anyio.run(main) == [1, 2, 3, 4, 5]
    assert book.asked == [None, "c2", "c3"]


def test_a_walk_by_pages_goes_on_after_an_error() -> None:
    book = Book(*THREE)
    book.fail_at[2] = answer({}, 500)
    client, _ = Face("sync").scripted(book, retry_charged=0)
    pages = client.user.followers("7").pages()
    assert len(next(pages)) == 2
    with pytest.raises(errors.InternalServerError):
        next(pages)
    assert [len(page) for page in pages] == [2, 1]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_walk_by_pages_goes_on_after_a_timeout(backend: str) -> None:
    book = Book(*THREE)
    client, transport = Face("async").scripted(book)
    send = transport.send

    async def main() -> list[int]:
        pages = client.user.followers("7").pages()
        found = [len(await anext(pages))]

        async def never(request: Request) -> RawAnswer:
            await anyio.sleep_forever()
            raise AssertionError

        transport.send = never  # type: ignore[method-assign,assignment]
        with pytest.raises(TimeoutError):
            with anyio.fail_after(0.05):
                await anext(pages)
        transport.send = send  # type: ignore[method-assign]
        return found + [len(page) async for page in pages]

    assert anyio.run(main, backend=backend) == [2, 2, 1]
    assert client.usage.uncertain == 1 and client.usage.requests == 4


def test_a_strict_walk_hands_over_the_page_that_it_tells_of(face: Face) -> None:
    odd = {**user(3), "is_private": "perhaps"}
    book = Book([user(1)], [odd], [user(5)])
    client, _ = face.scripted(book, strict=True)
    pager = client.user.followers("7")
    found: list[Any] = []
    with pytest.raises(errors.UnexpectedShapeError) as caught:
        face.walk(pager, found)
    assert numbers(found) == [1, 3] and caught.value.pointer == "/response/users/0/is_private"
    assert numbers(face.items(pager)) == [5] and book.asked == [None, "c2", "c3"]


def test_a_walk_by_items_keeps_what_is_no_item(face: Face) -> None:
    client, _ = face.scripted(Book([user(1), None, "text"], [5, user(2)]))
    pager = client.user.followers("7")
    assert numbers(face.items(pager)) == [1, 2] and pager.oddities == [None, "text", 5]


def test_a_cursor_that_cannot_be_sent_back_does_not_pass_for_bad_input(face: Face) -> None:
    client, _ = face.scripted(Book(*THREE, cursors={1: "c\ud800"}))
    found: list[Any] = []
    with pytest.raises(errors.UnexpectedShapeError, match="cannot be sent back"):
        face.walk(client.user.followers("7"), found)
    assert numbers(found) == [1, 2]


def test_threads_on_one_walk_by_pages_get_each_page_once() -> None:
    book = Book(*[[user(n)] for n in range(200)])
    client, _ = Face("sync").scripted(book)
    pages = client.user.followers("7").pages()
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.extend(pages)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers([i for p in found for i in p])) == list(range(200))
    assert len(book.asked) == 200


def test_a_pager_is_neither_copied_nor_pickled(face: Face) -> None:
    import copy
    import pickle

    client, _ = face.scripted(Book(*THREE))
    for copied in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError, match="hand on its cursor"):
            copied(client.user.followers("7"))


def test_a_cursor_that_has_to_be_an_integer_is_sent_and_taken_back_as_one(face: Face) -> None:
    import attrs
    from hikerkit_api import api
    from hikerkit_api.calls import WalkOptions

    known = api.operation("user_followers")
    cursor = attrs.evolve(known.parameters[1], kind="integer")
    operation = attrs.evolve(known, parameters=(known.parameters[0], cursor))
    urls: list[str] = []

    def script(request: Request) -> RawAnswer:
        urls.append(request.url.rsplit("=", 1)[1])
        return page([user(len(urls))], len(urls) + 1 if len(urls) < 3 else None)

    client, _ = face.scripted(script)
    pager = client._caller.walk(operation, {"user_id": "7"}, {}, WalkOptions(max_pages=1))
    assert numbers(face.items(pager)) == [1] and pager.cursor == "2"
    again = {"user_id": "7", "page_id": pager.cursor}
    rest = client._caller.walk(operation, again, {}, WalkOptions())
    assert numbers(face.items(rest)) == [2, 3] and urls == ["7", "2", "3"]
