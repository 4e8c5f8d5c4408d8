"""Pagination: each page requested once, nothing lost, every ending reported."""

from __future__ import annotations

import json
import threading
from collections import Counter, deque
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hikerkit import errors
from hikerkit.mock import AsyncMockTransport, MockService, MockTransport
from hikerkit.transports.base import RawResponse, Request
from tests.lists import THREE, Book, numbers, page, user
from tests.sync_async import Face, answer


def test_iterating_gives_every_item_once_and_ends(face: Face) -> None:
    book = Book(*THREE)
    client, _ = face.scripted(book)
    pager = client.user.followers("7")
    assert (pager.cursor, pager.done, pager.pages_read) == (None, False, 0)
    assert numbers(face.items(pager)) == [1, 2, 3, 4, 5]
    assert book.asked == [None, "c2", "c3"]
    assert (pager.cursor, pager.done, pager.remainder) == (None, True, [])
    assert (pager.pages_read, pager.items_read, pager.units) == (3, 5, 3)
    assert face.items(pager) == [] and len(book.asked) == 3


def test_nothing_is_requested_before_it_is_needed(face: Face) -> None:
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
def test_a_limit_requests_no_page_too_many_and_keeps_the_rest(
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


def test_resuming_from_a_cursor(face: Face) -> None:
    book = Book(*THREE)
    client, _ = face.scripted(book)
    first = client.user.followers("7", max_pages=1)
    assert numbers(face.items(first)) == [1, 2] and first.cursor == "c2" and not first.done
    rest = client.user.followers("7", page_id=first.cursor)
    assert numbers(face.items(rest)) == [3, 4, 5]
    assert book.asked == [None, "c2", "c3"]


def test_pages_are_returned_complete(face: Face) -> None:
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
def test_a_repeated_cursor_ends_pagination_after_the_page(face: Face, back_to: str) -> None:
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


def test_only_a_failed_page_is_requested_again(face: Face) -> None:
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

    def script(request: Request) -> RawResponse:
        asked.append(request.url)
        return page([user(len(asked))], 1926933891264902156 if len(asked) == 1 else None)

    client, _ = face.scripted(script)
    assert len(face.items(client.user.followers("7"))) == 2
    assert asked[1].endswith("page_id=1926933891264902156")


def test_odd_entries_lose_no_page(face: Face) -> None:
    odd = [user(1), None, "text", 5, [user(9)], user(2)]
    client, _ = face.scripted(Book(odd))
    (found,) = face.pages(client.user.followers("7"))
    assert numbers(found.items) == [1, 2] and found.invalid_items == [None, "text", 5, [user(9)]]


def test_items_are_taken_out_of_their_envelope(face: Face) -> None:
    entries = [{"media": {"pk": "1"}}, {"media": None}, {"other": 1}, {"media": {"pk": "2"}}]
    body = {"response": {"items": entries}, "next_page_id": None}
    client, _ = face.scripted(lambda request: answer(body))
    (found,) = face.pages(client.user.clips("7"))
    assert [m.pk for m in found.items] == ["1", "2"]
    assert found.invalid_items == [{"media": None}, {"other": 1}]


@pytest.mark.parametrize(
    ("response", "pointer"),
    [
        ({}, "/response/users"),
        (None, "/response"),
        ({"users": {"a": 1}}, "/response/users"),
        ([], "/response"),
    ],
)
def test_a_page_of_another_shape_is_reported_and_kept(
    face: Face, response: Any, pointer: str
) -> None:
    body = {"response": response, "next_page_id": "c2"}
    client, _ = face.scripted(lambda request: answer(body))
    with pytest.raises(errors.UnexpectedShapeError) as caught:
        face.items(client.user.followers("7"))
    assert caught.value.pointer == pointer and json.loads(caught.value.content) == body


def test_a_long_list_is_exact(face: Face) -> None:
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


def test_cancelled_pagination_resumes_where_it_stopped() -> None:
    book = Book(*THREE)
    client, transport = Face("async").scripted(book)
    send = transport.send

    async def main() -> list[int]:
        pager = client.user.followers("7")
        found = []

        async def slow(request: Request) -> RawResponse:
            if len(book.asked) == 1:
                await anyio.sleep_forever()
            made: RawResponse = await send(request)  # type: ignore[misc]
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


def test_pages_resume_after_an_error() -> None:
    book = Book(*THREE)
    book.fail_at[2] = answer({}, 500)
    client, _ = Face("sync").scripted(book, retry_charged=0)
    pages = client.user.followers("7").pages()
    assert len(next(pages)) == 2
    with pytest.raises(errors.InternalServerError):
        next(pages)
    assert [len(page) for page in pages] == [2, 1]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_pages_resume_after_a_timeout(backend: str) -> None:
    book = Book(*THREE)
    client, transport = Face("async").scripted(book)
    send = transport.send

    async def main() -> list[int]:
        pages = client.user.followers("7").pages()
        found = [len(await anext(pages))]

        async def never(request: Request) -> RawResponse:
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


def test_strict_pagination_returns_the_page_that_it_reports(face: Face) -> None:
    odd = {**user(3), "is_private": "perhaps"}
    book = Book([user(1)], [odd], [user(5)])
    client, _ = face.scripted(book, strict=True)
    pager = client.user.followers("7")
    found: list[Any] = []
    with pytest.raises(errors.UnexpectedShapeError) as caught:
        face.walk(pager, found)
    assert numbers(found) == [1, 3] and caught.value.pointer == "/response/users/0/is_private"
    assert numbers(face.items(pager)) == [5] and book.asked == [None, "c2", "c3"]


def test_iterating_items_keeps_invalid_items(face: Face) -> None:
    client, _ = face.scripted(Book([user(1), None, "text"], [5, user(2)]))
    pager = client.user.followers("7")
    assert numbers(face.items(pager)) == [1, 2] and pager.invalid_items == [None, "text", 5]


def test_a_cursor_that_cannot_be_sent_back_does_not_pass_for_bad_input(face: Face) -> None:
    client, _ = face.scripted(Book(*THREE, cursors={1: "c\ud800"}))
    found: list[Any] = []
    with pytest.raises(errors.UnexpectedShapeError, match="cannot be sent back"):
        face.walk(client.user.followers("7"), found)
    assert numbers(found) == [1, 2]


def test_threads_that_share_pages_get_each_page_once() -> None:
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
        with pytest.raises(TypeError, match="pass on its cursor"):
            copied(client.user.followers("7"))


def test_a_cursor_of_type_integer_is_sent_and_accepted(face: Face) -> None:
    from hikerkit_api import api
    from hikerkit_api.core.options import ListOptions
    from msgspec import structs

    known = api.operation("user_followers")
    cursor = structs.replace(known.parameters[1], kind="integer")
    operation = structs.replace(known, parameters=(known.parameters[0], cursor))
    urls: list[str] = []

    def script(request: Request) -> RawResponse:
        urls.append(request.url.rsplit("=", 1)[1])
        return page([user(len(urls))], len(urls) + 1 if len(urls) < 3 else None)

    client, _ = face.scripted(script)
    pager = client._caller.paginate(operation, {"user_id": "7"}, {}, ListOptions(max_pages=1))
    assert numbers(face.items(pager)) == [1] and pager.cursor == "2"
    again = {"user_id": "7", "page_id": pager.cursor}
    rest = client._caller.paginate(operation, again, {}, ListOptions())
    assert numbers(face.items(rest)) == [2, 3] and urls == ["7", "2", "3"]


def test_a_repeated_item_is_skipped_and_counted(face: Face) -> None:
    overlapping = ([user(1), user(2), user(2)], [user(2), user(3)], [user(1), user(4)])
    client, _ = face.scripted(Book(*overlapping))
    pager = client.user.followers("7")
    assert numbers(face.items(pager)) == [1, 2, 3, 4]
    assert pager.repeated == 3 and pager.items_read == 4
    assert (
        pager.verdict.items == 4 and pager.verdict.repeated == 3 and pager.verdict.complete is True
    )
    pages = client.user.followers("7")
    assert [len(page) for page in face.pages(pages)] == [3, 2, 2]
    assert pages.repeated == 3 and pages.items_read == 7 and pages.verdict.items == 4


def test_an_item_is_the_same_whatever_its_id_is_spelled_as(face: Face) -> None:
    spelled = ({"pk": 5, "username": "a"}, {"pk": "5", "username": "a"}, {"pk_id": "5"})
    client, _ = face.scripted(Book([spelled[0]], [spelled[1]], [spelled[2]]))
    pager = client.user.followers("7")
    assert len(face.items(pager)) == 1 and pager.repeated == 2


def test_an_item_without_an_id_is_never_taken_for_another(face: Face) -> None:
    nameless = {"username": "x"}
    client, _ = face.scripted(Book([nameless, nameless], [nameless, user(1), user(1)]))
    pager = client.user.followers("7")
    assert len(face.items(pager)) == 4 and pager.repeated == 1


def test_an_item_is_forgotten_after_a_few_pages(face: Face) -> None:
    client, _ = face.scripted(Book([user(1)], [user(2)], [user(3)], [user(1)], [user(4)]))
    assert numbers(face.items(client.user.followers("7"))) == [1, 2, 3, 4]
    client, _ = face.scripted(Book(*[[user(n)] for n in (1, 2, 3, 4, 1)]))
    assert numbers(face.items(client.user.followers("7"))) == [1, 2, 3, 4, 1]


def test_a_limit_counts_no_item_twice(face: Face) -> None:
    client, _ = face.scripted(Book([user(1), user(2)], [user(2), user(3)], [user(4)]))
    assert numbers(face.items(client.user.followers("7", limit=3))) == [1, 2, 3]


def endless(request: Request) -> RawResponse:
    """Empty page after empty page, each with a cursor that was not there before."""
    cursor = parse_qs(urlsplit(request.url).query).get("page_id", ["c1"])[0]
    return page([], f"c{int(cursor[1:]) + 1}")


@pytest.mark.parametrize(
    ("given", "most"), [({}, 10), ({"max_empty": 1}, 1), ({"max_empty": 3}, 3)]
)
@pytest.mark.parametrize("way", ["items", "pages"])
def test_endless_empty_pages_end_pagination(
    face: Face, given: dict[str, int], most: int, way: str
) -> None:
    client, transport = face.scripted(endless)
    pager = client.user.followers("7", **given)
    for _ in range(2):  # and it asks for no more when it is walked again
        with pytest.raises(errors.EmptyPagesError, match=f"{most} pages in a row") as caught:
            getattr(face, way)(pager)
        assert len(transport.requests) == most
    assert caught.value.cursor == pager.cursor == f"c{most + 1}"
    assert pager.verdict.cut_by == "empty_pages" and pager.verdict.complete is False
    rest = client.user.followers("7", page_id=caught.value.cursor, max_pages=1)
    assert face.items(rest) == [] and rest.cursor == f"c{most + 2}"


def test_empty_pages_are_counted_in_a_row_only(face: Face) -> None:
    pages = [[user(n)] if n % 3 == 0 else [] for n in range(30)]
    client, _ = face.scripted(Book(*pages))
    assert len(face.items(client.user.followers("7", max_empty=3))) == 10
    client, _ = face.scripted(Book(*[[] for _ in range(40)], [user(1)]))
    assert len(face.items(client.user.followers("7", max_empty=None))) == 1


def test_a_last_page_that_is_empty_ends_nothing_early(face: Face) -> None:
    client, _ = face.scripted(Book([user(1)], [], []))
    pager = client.user.followers("7", max_empty=2)
    assert len(face.items(pager)) == 1 and pager.verdict.complete is True


def test_the_same_items_under_new_cursors_end_pagination(face: Face) -> None:
    def script(request: Request) -> RawResponse:
        cursor = parse_qs(urlsplit(request.url).query).get("page_id", ["c1"])[0]
        return page([user(1), user(2)], f"c{int(cursor[1:]) + 1}")

    client, transport = face.scripted(script)
    found: list[Any] = []
    with pytest.raises(errors.EmptyPagesError):
        face.walk(client.user.followers("7"), found)
    assert numbers(found) == [1, 2] and len(transport.requests) == 11


@pytest.mark.parametrize("status", [400, 404, 410, 422])
def test_a_cursor_that_is_refused_has_an_error_of_its_own(face: Face, status: int) -> None:
    book = Book(*THREE)
    refusal = answer({"detail": "unknown page"}, status, x_hiker_info="reqs=1")
    book.fail_at[3] = refusal
    client, _ = face.scripted(book)
    pager = client.user.followers("7")
    found: list[Any] = []
    with pytest.raises(errors.ExpiredCursorError, match=r"to the cursor after page 2") as caught:
        face.walk(pager, found)
    error = caught.value
    assert numbers(found) == [1, 2, 3, 4] and pager.cursor == error.cursor == "c3"
    assert error.status == status and error.operation == "user_followers" and error.units == 1
    assert type(error.__cause__) is errors.STATUS_ERRORS[status]
    assert pager.verdict.cut_by == "error" and "ExpiredCursorError" in str(pager.verdict)
    assert numbers(face.items(pager)) == [5]


def test_a_start_cursor_may_have_expired_too(face: Face) -> None:
    book = Book(*THREE)
    book.fail_at[2] = answer({"detail": "unknown page"}, 400)
    client, _ = face.scripted(book)
    with pytest.raises(errors.ExpiredCursorError, match="to the cursor to start from"):
        face.items(client.user.followers("7", page_id="c2"))


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, errors.UnauthorizedError), (402, errors.PaymentRequiredError),
     (403, errors.ForbiddenError), (405, errors.MethodNotAllowedError),
     (430, errors.HeadersTooLargeError), (418, errors.ClientError)],
)  # fmt: skip
def test_an_error_unrelated_to_the_cursor_is_kept(face: Face, status: int, kind: Any) -> None:
    book = Book(*THREE)
    book.fail_at[2] = answer({"detail": "no"}, status)
    client, _ = face.scripted(book, retries=0)
    with pytest.raises(errors.ClientError) as caught:
        face.items(client.user.followers("7"))
    assert type(caught.value) is kind


@pytest.mark.parametrize("name", ["page_id", "user_id"])
def test_a_refusal_that_names_another_argument_is_not_the_cursors(face: Face, name: str) -> None:
    book = Book(*THREE)
    fault = {"loc": ["query", name], "msg": "no", "type": "value_error"}
    book.fail_at[2] = answer({"detail": [fault]}, 422)
    client, _ = face.scripted(book)
    expected = errors.ExpiredCursorError if name == "page_id" else errors.UnprocessableError
    with pytest.raises(errors.ClientError) as caught:
        face.items(client.user.followers("7"))
    assert type(caught.value) is expected


def test_the_first_page_has_no_cursor_to_expire(face: Face) -> None:
    client, _ = face.scripted(lambda request: answer({"detail": "no"}, 404))
    with pytest.raises(errors.NotFoundError):
        face.items(client.user.followers("7"))


def test_an_expired_cursor_from_the_archive_is_reported_as_such(face: Face, tmp_path: Path) -> None:
    book = Book(*THREE)
    client, _ = face.scripted(book, archive=tmp_path / "hiker.db")
    assert len(face.items(client.user.followers("7", max_pages=2))) == 4
    book.fail_at[3] = answer({"detail": "unknown page"}, 400)
    pager = client.user.followers("7")
    found: list[Any] = []
    with pytest.raises(errors.ExpiredCursorError, match="came from the archive: refresh=True"):
        face.walk(pager, found)
    assert numbers(found) == [1, 2, 3, 4] and pager.units == 0 and pager.cursor == "c3"
    assert numbers(face.items(client.user.followers("7", refresh=True))) == [1, 2, 3, 4, 5]
    face.run(client.aclose if face.is_async else client.close)


def test_cursors_of_the_mock_expire(face: Face) -> None:
    service = MockService(list_size=120)
    transport: Any = (AsyncMockTransport if face.is_async else MockTransport)(service)
    client = face.client(transport)
    pager = client.user.followers(1)
    assert len(face.items(pager, most=50)) == 50
    service.expire_cursors()
    with pytest.raises(errors.ExpiredCursorError):
        face.items(pager)
    assert len({item.pk for item in face.items(client.user.followers(1))}) == 120


def test_a_long_list_keeps_only_a_few_pages_in_memory() -> None:
    import tracemalloc

    def script(request: Request) -> RawResponse:
        cursor = parse_qs(urlsplit(request.url).query).get("page_id", ["c0"])[0]
        first = int(cursor[1:])
        return page([user(first + n) for n in range(20)], f"c{first + 20}")

    client, transport = Face("sync").scripted(script)
    transport.requests = deque(maxlen=1)  # type: ignore[assignment]
    pager = client.user.followers("7")

    def walk(items: int) -> int:
        for _ in range(items):
            next(pager)
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        short, long = walk(30_000), walk(60_000)
    finally:
        tracemalloc.stop()
    # What a page leaves behind would be there 3,000 times.
    assert long - short < 100_000


class Listing:
    """A list of items in pages as a service may serve it, drawn at random."""

    def __init__(self, sizes: list[int], overlap: list[int], failing: set[int]) -> None:
        self.size = sum(sizes)
        self.pages: list[list[int]] = []
        start = 0
        for size, again in zip(sizes, overlap, strict=True):
            # Items that were seen further back than the last pages are not known again.
            near = [number for page in self.pages[-3:] for number in page]
            first = max(start - again, min(near, default=start)) if size else start
            self.pages.append(list(range(first, start + size)))
            start += size
        self.book = Book(*[[user(n) for n in page] for page in self.pages])
        for number in failing:
            if number <= len(self.pages):
                self.book.fail_at[number] = errors.ConnectionLostError("cut")


listings = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 4)), min_size=1, max_size=12
).flatmap(
    lambda drawn: st.builds(
        Listing,
        st.just([size for size, _ in drawn]),
        st.just([again for _, again in drawn]),
        st.sets(st.integers(1, 12), max_size=4),
    )
)


@pytest.mark.parametrize("face", [Face("sync"), Face("async")], ids=["sync", "async"])
@given(
    listing=listings,
    limits=st.lists(st.integers(0, 9), max_size=3),
    prefetch=st.integers(0, 1),
    cut=st.none() | st.integers(1, 12),
)
def test_nothing_is_lost_or_doubled_whatever_happens(
    face: Face, listing: Listing, limits: list[int], prefetch: int, cut: int | None
) -> None:
    """Walks, errors, breaks, limits and resuming, against the list itself."""
    book = listing.book
    faults = len(book.fail_at)
    client, _ = face.scripted(book, retries=0)
    found: list[Any] = []

    async def walk(pager: Any, most: int | None) -> None:
        try:
            if most == 0:
                return
            if face.is_async:
                async for item in pager:
                    found.append(item)
                    if len(found) == most:
                        return
            else:
                for item in pager:
                    found.append(item)
                    if len(found) == most:
                        return
        except errors.ConnectionLostError:
            await walk(pager, most)

    async def main() -> None:
        pager = client.user.followers("7", prefetch=prefetch, max_empty=None)
        for limit in limits:  # the caller stops, closes, and goes on with the same pager
            await walk(pager, len(found) + limit)
            if face.is_async:
                await pager.aclose()
            else:
                pager.close()
            kept = numbers(pager.remainder)
            assert numbers(found) + kept == list(range(len(found) + len(kept)))
        verdict = pager.verdict
        if cut is not None and pager.cursor is not None and not pager.done:
            # ...or throws it away and goes on from its cursor with a new one.
            found.extend(pager.remainder)
            pager = client.user.followers("7", page_id=pager.cursor, max_empty=None, limit=cut)
            before = len(found)
            await walk(pager, None)
            assert pager.verdict.cut_by in ("limit", "start")
            assert pager.items_read <= cut and len(found) - before == pager.items_read
            return
        await walk(pager, None)
        assert numbers(found) == list(range(listing.size))
        assert pager.verdict.complete is True and pager.verdict.items == listing.size
        assert verdict.complete is None or verdict.complete is True or verdict.cut_by == "error"
        assert sorted(set(numbers(found))) == numbers(found)
        assert len(book.asked) <= len(listing.pages) + faults

    if face.is_async:
        anyio.run(main)
    else:
        coroutine = main()
        with pytest.raises(StopIteration):
            coroutine.send(None)
