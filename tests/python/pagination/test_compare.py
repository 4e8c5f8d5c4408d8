"""Comparison of two lists: what was added and removed, and when nothing can be said."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hikerkit import Hiker, Snapshot, compare, errors
from hikerkit.models import Media, ShortUser
from tests.lists import THREE, Book, user
from tests.sync_async import Face


def account(number: int | str) -> ShortUser:
    return ShortUser(pk=number, username=f"user{number}")


def whole(*numbers: int | str) -> Snapshot[ShortUser]:
    return Snapshot.of([account(number) for number in numbers], complete=True)


def part(*numbers: int | str) -> Snapshot[ShortUser]:
    return Snapshot.of([account(number) for number in numbers], complete=False)


def ids(items: list[Any]) -> list[str]:
    return [str(item.pk) for item in items]


def client(book: Book) -> Hiker:
    made: Hiker = Face("sync").scripted(book, retries=0)[0]
    return made


def test_added_removed_and_common_items() -> None:
    found = compare(whole(1, 2, 3), whole(3, 4, 1))
    assert (
        ids(found.added) == ["4"]
        and ids(found.removed) == ["2"]
        and ids(found.common) == ["3", "1"]
    )
    assert repr(found) == "<Comparison old: complete: 3 items; new: complete: 3 items; 2 in both>"


def test_an_id_is_the_same_as_a_number_and_as_a_text() -> None:
    found = compare(whole(3870025531093850440, "2"), whole("3870025531093850440", 2))
    assert found.added == [] and found.removed == [] and len(found.common) == 2


def test_an_id_under_another_name_is_the_same() -> None:
    named = ShortUser.from_dict({"pk_id": "5", "username": "x"})
    assert compare(whole(5), Snapshot.of([named], complete=True)).removed == []


def test_nobody_is_removed_from_an_incomplete_list() -> None:
    found = compare(whole(1, 2), part(1))
    with pytest.raises(
        errors.IncompleteListError, match=r"new list is incomplete.*necessarily removed"
    ):
        found.removed  # noqa: B018
    assert found.added == [] and ids(found.common) == ["1"]


def test_nobody_is_new_compared_with_an_incomplete_list() -> None:
    found = compare(part(1), whole(1, 2))
    with pytest.raises(
        errors.IncompleteListError, match=r"old list is incomplete.*necessarily new"
    ) as caught:
        found.added  # noqa: B018
    assert caught.value.verdict is not None and caught.value.verdict.complete is False
    assert ids(found.removed) == []
    assert pickle.loads(pickle.dumps(caught.value)).verdict == caught.value.verdict


def test_a_plain_list_counts_as_incomplete() -> None:
    found = compare([account(1)], [account(2)])
    for name in ("added", "removed"):
        with pytest.raises(errors.IncompleteListError, match="incomplete: 1 item"):
            getattr(found, name)


def test_pagers_are_read_and_judged() -> None:
    hiker = client(Book(*THREE))
    capped = hiker.user.followers("7", limit=4)
    found = compare(whole(1, 9), hiker.user.followers("7"))
    assert ids(found.removed) == ["9"] and ids(found.added) == ["2", "3", "4", "5"]
    with pytest.raises(errors.IncompleteListError, match=r"cut off by limit=: 4 items"):
        compare(whole(1, 9), capped).removed  # noqa: B018


def test_a_pager_that_has_returned_items_cannot_be_compared() -> None:
    pager = client(Book(*THREE)).user.followers("7")
    next(pager)
    with pytest.raises(errors.ArgumentError, match=r"new has already returned items.*snapshot"):
        compare(whole(1), pager)


def test_items_are_kept_if_the_other_list_fails() -> None:
    book = Book(*THREE)
    hiker = client(book)
    old, new = hiker.user.followers("6"), hiker.user.followers("7")
    asked = len(book.asked)
    with pytest.raises(errors.ArgumentError, match="new is int"):
        compare(old, 5)  # type: ignore[arg-type]
    assert len(book.asked) == asked
    book.fail_at[3] = errors.ConnectionLostError("cut")
    whole_list = hiker.user.followers("8")
    with pytest.raises(errors.ConnectionLostError):
        compare(new, whole_list)
    assert len(new.remainder) == 4
    found = compare(new, whole_list)
    assert (found.added, found.removed, len(found.common)) == ([], [], 5)
    book.fail_at[2] = errors.ConnectionLostError("cut")
    again = hiker.user.followers("9")
    with pytest.raises(errors.ConnectionLostError):
        compare(old, again)
    with pytest.raises(errors.ArgumentError, match="give key="):
        compare(old, [{"name": "x"}])
    asked = len(book.asked)
    assert len(old.remainder) == 5 and len(compare(old, []).common) == 0
    assert len(book.asked) == asked


def test_an_invalid_item_may_be_any_item() -> None:
    hiker = client(Book([user(1), None]))
    found = compare(whole(1, 2), hiker.user.followers("7"))
    with pytest.raises(errors.IncompleteListError, match="1 of its entries have no id"):
        found.removed  # noqa: B018
    nameless = Snapshot.of([ShortUser.from_dict({"username": "x"})], complete=True)
    with pytest.raises(errors.IncompleteListError, match="1 of its entries have no id"):
        compare(whole(1), nameless).removed  # noqa: B018


def test_ids_alone_are_enough() -> None:
    found = compare(Snapshot.of([1, 2], complete=True), Snapshot.of(["2", "3"], complete=True))
    assert found.removed == [1] and found.added == ["3"]


def test_a_key_tells_items_apart_that_have_no_id() -> None:
    old = Snapshot.of([{"name": "a"}, {"name": "b"}], complete=True)
    new = Snapshot.of([{"name": "b"}], complete=True)
    with pytest.raises(errors.ArgumentError, match="old contains dict, which has no id; give key="):
        compare(old, new)
    assert compare(old, new, key=lambda item: item["name"]).removed == [{"name": "a"}]


@pytest.mark.parametrize("wrong", [5, None, "names", account(1), Media(pk=1)])
def test_anything_but_a_list_is_rejected(wrong: Any) -> None:
    with pytest.raises(errors.ArgumentError, match="new is"):
        compare(whole(1), wrong)


def test_an_async_pager_cannot_be_compared() -> None:
    pager = Face("async").scripted(Book(*THREE))[0].user.followers("7")
    with pytest.raises(errors.ArgumentError, match=r"await pager\.snapshot"):
        compare(whole(1), pager)


numbers = st.lists(st.integers(0, 30), max_size=20)


@given(numbers, numbers)
def test_it_agrees_with_sets(old: list[int], new: list[int]) -> None:
    found = compare(whole(*old), whole(*(str(number) for number in new)))
    assert sorted(ids(found.added)) == sorted(map(str, set(new) - set(old)))
    assert sorted(ids(found.removed)) == sorted(map(str, set(old) - set(new)))
    assert sorted(ids(found.common)) == sorted(map(str, set(old) & set(new)))
