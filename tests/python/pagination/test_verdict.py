"""Verdicts: whether a list is complete, what cut it off, and its length against the expected."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from hikerkit import Snapshot, Verdict, errors
from hikerkit.mock import AsyncMockTransport, MockService, MockTransport
from hikerkit.models import User
from hikerkit.transports.base import RawResponse, Request
from tests.lists import THREE, Book, user
from tests.sync_async import Face, answer

FLAG = "should_limit_list_of_followers"


def capped(request: Request) -> RawResponse:
    """Two users, and the service says that it shows no more."""
    users = [user(1), user(2)]
    return answer({"response": {"users": users, FLAG: True}, "next_page_id": None})


def walked(face: Face, script: Any, **options: Any) -> Any:
    client, _ = face.scripted(script)
    pager = client.user.followers("7", **options)
    face.items(pager)
    return pager


def test_a_list_read_to_its_end_is_complete(face: Face) -> None:
    pager = walked(face, Book(*THREE))
    assert pager.verdict == Verdict(complete=True, items=5, pages=3)
    assert str(pager.verdict) == "complete: 5 items"


def test_unfinished_pagination_has_no_verdict_yet(face: Face) -> None:
    client, _ = face.scripted(Book(*THREE))
    pager = client.user.followers("7")
    assert pager.verdict.complete is None and pager.verdict.items == 0
    for most, items in ((1, 1), (1, 2), (2, 4)):
        face.items(pager, most=most)
        assert (pager.verdict.complete, pager.verdict.items) == (None, items)
    assert str(pager.verdict) == "not finished: 4 items" and pager.verdict.cursor == "c3"
    face.items(pager)
    assert pager.verdict.complete is True


def test_the_service_says_that_it_cut_the_list_off(face: Face) -> None:
    pager = walked(face, capped, expected=812_345)
    verdict = pager.verdict
    assert (verdict.complete, verdict.cut_by, verdict.capped) == (False, "service", True)
    assert str(verdict) == "cut off by the service: 2 of 812,345 expected"
    (page,) = face.pages(face.scripted(capped)[0].user.followers("7"))
    assert page.cut is True


@pytest.mark.parametrize("way", ["items", "pages"])
def test_the_service_says_that_more_follows_and_gives_no_cursor(face: Face, way: str) -> None:
    body = {"response": {"users": [user(1)], "has_more": True}, "next_page_id": None}
    client, _ = face.scripted(lambda request: answer(body))
    pager = client.user.followers("7")
    getattr(face, way)(pager)
    assert pager.verdict.cut_by == "service" and pager.verdict.items == 1


@pytest.mark.parametrize(
    ("limit", "complete", "cut_by"),
    [(0, False, "limit"), (1, False, "limit"), (2, False, "limit"), (4, False, "limit"),
     (5, True, None), (6, True, None)],
)  # fmt: skip
def test_a_limit_equal_to_the_length_truncates_nothing(
    face: Face, limit: int, complete: bool, cut_by: str | None
) -> None:
    verdict = walked(face, Book(*THREE), limit=limit).verdict
    assert (verdict.complete, verdict.cut_by) == (complete, cut_by)
    assert verdict.items == min(limit, 5)


@pytest.mark.parametrize(
    ("most", "cut_by"), [(0, "max_pages"), (1, "max_pages"), (2, "max_pages"), (3, None), (4, None)]
)
@pytest.mark.parametrize("way", ["items", "pages"])
def test_max_pages_truncates_a_list_with_more_pages(
    face: Face, most: int, cut_by: str | None, way: str
) -> None:
    client, _ = face.scripted(Book(*THREE))
    pager = client.user.followers("7", max_pages=most)
    getattr(face, way)(pager)
    assert pager.verdict.cut_by == cut_by and pager.verdict.complete is (cut_by is None)
    assert pager.verdict.pages == min(most, 3)


def test_an_error_is_the_cut_until_pagination_resumes(face: Face) -> None:
    book = Book(*THREE)
    book.fail_at[2] = answer({"detail": "no"}, 500)
    client, _ = face.scripted(book, retries=0)
    pager = client.user.followers("7")
    with pytest.raises(errors.InternalServerError):
        face.items(pager)
    verdict = pager.verdict
    assert (verdict.complete, verdict.cut_by, verdict.cursor) == (False, "error", "c2")
    assert str(verdict).startswith("cut off by an error: 2 items; InternalServerError: ")
    face.items(pager)
    assert pager.verdict == Verdict(complete=True, items=5, pages=3)


def test_a_repeated_cursor_is_in_the_verdict(face: Face) -> None:
    client, _ = face.scripted(Book(*THREE, cursors={3: "c2"}))
    pager = client.user.followers("7")
    with pytest.raises(errors.RepeatedCursorError):
        face.items(pager)
    assert pager.verdict.cut_by == "repeated_cursor" and pager.verdict.items == 5
    assert "RepeatedCursorError" in (pager.verdict.error or "")


@pytest.mark.parametrize(
    ("got", "expected", "short"),
    [
        (0, 20, False),
        (0, 21, True),
        (50, 70, False),
        (50, 71, True),
        (1_000, 1_111, False),
        (1_000, 1_112, True),
        (60, 50, False),
        (0, 0, False),
    ],
)
def test_a_list_far_shorter_than_expected_is_incomplete(
    face: Face, got: int, expected: int, short: bool
) -> None:
    book = Book([user(n) for n in range(got)])
    verdict = walked(face, book, expected=expected).verdict
    assert verdict.complete is not short
    assert verdict.cut_by == ("shorter_than_expected" if short else None)
    assert f"{got:,} of {expected:,} expected" in str(verdict)


def test_a_profile_says_how_long_its_lists_ought_to_be(face: Face) -> None:
    profile = User(pk=7, username="natgeo", follower_count=100, following_count=5)
    assert walked(face, Book(*THREE), expected=profile).verdict.cut_by == "shorter_than_expected"
    client, _ = face.scripted(Book(*THREE))
    following = client.user.following("7", expected=profile)
    face.items(following)
    assert following.verdict.expected == 5 and following.verdict.complete is True
    unsaid = User(pk=7, username="natgeo")
    assert walked(face, Book(*THREE), expected=unsaid).verdict.expected is None
    with pytest.raises(errors.ArgumentError, match="does not say how long"):
        client.user.tag_medias("7", expected=profile)


@pytest.mark.parametrize("total", [300, "300"])
def test_a_page_says_how_long_the_list_is(face: Face, total: Any) -> None:
    body = {"response": {"items": [{"pk": 1}], "total_count": total}, "next_page_id": None}
    client, _ = face.scripted(lambda request: answer(body))
    pager = client.user.tag_medias("7")
    face.items(pager)
    assert (pager.verdict.expected, pager.verdict.cut_by) == (300, "shorter_than_expected")
    given = client.user.tag_medias("7", expected=1)
    face.items(given)
    assert (given.verdict.expected, given.verdict.complete) == (1, True)


@pytest.mark.parametrize("total", [None, -1, True, 1.5, "many", [3]])
def test_an_invalid_count_expects_nothing(face: Face, total: Any) -> None:
    body = {"response": {"items": [{"pk": 1}], "total_count": total}, "next_page_id": None}
    client, _ = face.scripted(lambda request: answer(body))
    pager = client.user.tag_medias("7")
    face.items(pager)
    assert pager.verdict == Verdict(complete=True, items=1, pages=1)


def test_a_list_started_at_a_cursor_is_incomplete(face: Face) -> None:
    rest = walked(face, Book(*THREE), page_id="c2", expected=5)
    assert (rest.verdict.complete, rest.verdict.cut_by, rest.verdict.start) == (
        False,
        "start",
        "c2",
    )
    first = walked(face, Book(*THREE), max_pages=1, expected=5)
    joined = first.verdict + rest.verdict
    assert joined == Verdict(complete=True, items=5, pages=3, expected=5)
    with pytest.raises(ValueError, match="start at the cursor"):
        rest.verdict + first.verdict


def test_two_parts_of_which_one_was_truncated_are_incomplete(face: Face) -> None:
    first = walked(face, Book(*THREE), max_pages=1).verdict
    second = walked(face, Book(*THREE), page_id="c2", max_pages=1).verdict
    assert (first + second).cut_by == "max_pages" and (first + second).cursor == "c3"
    third = walked(face, Book(*THREE), page_id="c3").verdict
    assert (first + second + third).complete is True
    flagged = Verdict.of("error", items=2, capped=True, cursor="c2")
    assert (flagged + walked(face, Book(*THREE), page_id="c2").verdict).cut_by == "service"


def test_a_snapshot_has_the_items_and_the_verdict(face: Face) -> None:
    client, _ = face.scripted(Book(*THREE))
    taken = face.snapshot(client.user.followers("7"))
    assert [int(item.pk) for item in taken] == [1, 2, 3, 4, 5] and len(taken) == 5
    assert taken.verdict.complete is True and repr(taken) == "<Snapshot complete: 5 items>"
    assert pickle.loads(pickle.dumps(taken)) == taken
    parts = [
        face.snapshot(client.user.followers("7", max_pages=1)),
        face.snapshot(client.user.followers("7", page_id="c2")),
    ]
    assert parts[0] + parts[1] == taken


def test_a_snapshot_that_fails_keeps_its_items_and_resumes(face: Face) -> None:
    book = Book(*THREE)
    book.fail_at[3] = errors.ConnectionLostError("cut")
    client, _ = face.scripted(book, retries=0)
    pager = client.user.followers("7")
    with pytest.raises(errors.ConnectionLostError):
        face.snapshot(pager)
    assert [int(item.pk) for item in pager.remainder] == [1, 2, 3, 4]
    taken = face.snapshot(pager)
    assert [int(item.pk) for item in taken] == [1, 2, 3, 4, 5] and taken.verdict.complete is True
    assert book.asked == [None, "c2", "c3", "c3"]


def test_a_snapshot_of_the_remaining_items_is_incomplete(face: Face) -> None:
    client, _ = face.scripted(Book(*THREE))
    pager = client.user.followers("7")
    face.items(pager, most=1)
    taken = face.snapshot(pager)
    assert len(taken) == 4 and (taken.verdict.complete, taken.verdict.cut_by) == (False, "start")
    assert pager.verdict.complete is True


def test_a_caller_vouches_for_items_from_elsewhere() -> None:
    assert str(Snapshot.of([1, 2], complete=True).verdict) == "complete: 2 items"
    assert str(Snapshot.of([1], complete=False).verdict) == "incomplete: 1 item"


def test_lists_of_the_mock_say_how_they_end(face: Face) -> None:
    service = MockService(list_size=1_000_000, cut_at=120)
    transport: Any = (AsyncMockTransport if face.is_async else MockTransport)(service)
    client = face.client(transport)
    account = service.accounts()[0]
    profile = face.call(client, "user.by_id", account.id)
    pager = client.user.followers(account.id, expected=profile)
    face.items(pager)
    assert str(pager.verdict) == "cut off by the service: 120 of 1,000,000 expected"
    silent = client.user.tag_medias(account.id, limit=10_000)
    face.items(silent)  # there, the service does not say that it cut the list off
    assert silent.verdict.cut_by in ("shorter_than_expected", "limit")


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("expected", -1),
        ("expected", 1.5),
        ("expected", "9"),
        ("expected", True),
        ("max_empty", 0),
        ("max_empty", -1),
        ("max_empty", True),
        ("prefetch", 2),
        ("prefetch", -1),
        ("prefetch", "1"),
        ("prefetch", None),
    ],
)
def test_invalid_bounds_are_rejected_before_anything_is_sent(
    face: Face, option: str, value: Any
) -> None:
    client, transport = face.scripted(Book(*THREE))
    with pytest.raises(errors.ArgumentError, match=option) as caught:
        client.user.followers("7", **{option: value})
    assert caught.value.argument == option and not transport.requests
