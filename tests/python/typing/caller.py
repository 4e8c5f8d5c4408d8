"""A caller's file: mypy --strict and pyright must see every method, argument and type in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_type

from hikerkit import (
    AsyncHiker,
    AsyncPager,
    Hiker,
    Page,
    Pager,
    Response,
    Snapshot,
    Verdict,
    compare,
)
from hikerkit.errors import NotFoundError, RateLimitError
from hikerkit.models import Balance, FanClubInfo, GraphUser, Media, ShortUser, StoriesResponse, User


def profile(hiker: Hiker) -> str | None:
    user = hiker.user.by_username("natgeo")
    assert_type(user, User)
    assert_type(user.pk, int | str)
    assert_type(user.follower_count, int | None)
    assert_type(user.fan_club_info, FanClubInfo | None)
    assert_type(hiker.user.a2("natgeo"), GraphUser)
    assert_type(hiker.sys.balance(timeout=3), Balance)
    assert_type(hiker.user.stories(787132, force=True, safe_int=False), StoriesResponse)
    assert_type(hiker.with_response.user.by_id("787132"), Response[User])
    assert_type(hiker.with_response.user.by_id("787132").deviations, tuple[tuple[str, str], ...])
    return user.biography


def followers(hiker: Hiker) -> Iterator[str]:
    pager = hiker.user.followers("787132", limit=1000)
    assert_type(pager, Pager[ShortUser])
    for follower in pager:
        assert_type(follower, ShortUser)
        yield follower.username
    for page in hiker.user.clips(787132, page_id=pager.cursor, max_pages=2).pages():
        assert_type(page, Page[Media])
        assert_type(page.items, list[Media])
        assert_type(page.items[0].like_count, int | None)


async def both(hiker: AsyncHiker) -> None:
    assert_type(await hiker.user.by_id(787132), User)
    pager = hiker.user.following("787132")
    assert_type(pager, AsyncPager[ShortUser])
    async for followed in pager:
        assert_type(followed, ShortUser)
    assert_type(await hiker.with_response.user.followers(1), Response[Page[ShortUser]])


def whole_or_not(hiker: Hiker, before: Snapshot[ShortUser]) -> list[ShortUser]:
    natgeo = hiker.user.by_username("natgeo")
    pager = hiker.user.followers(natgeo.pk, expected=natgeo, prefetch=1, max_empty=None)
    now = pager.snapshot()
    assert_type(now, Snapshot[ShortUser])
    assert_type(now.verdict, Verdict)
    assert_type(pager.verdict.complete, bool | None)
    assert_type(compare(before, now).removed, list[ShortUser])
    pager.close()
    return compare(before, hiker.user.followers(natgeo.pk, expected=natgeo.follower_count)).added


def many(hiker: Hiker, names: list[str]) -> Iterator[ShortUser]:
    for profile in hiker.gather(hiker.user.by_username, names, concurrency=4):
        assert_type(profile.argument, str)
        assert_type(profile.value, User | None)
        assert_type(profile.unwrap(), User)
    with hiker.gather(hiker.user.followers, [1, 2]) as lists:
        for found in lists:
            assert_type(found.unwrap(), Snapshot[ShortUser])
            yield from found.unwrap()
    for called in hiker.gather([lambda: hiker.user.by_id(1), lambda: hiker.user.by_id(2)]):
        assert_type(called.unwrap(), User)


async def many_async(hiker: AsyncHiker, names: list[str]) -> None:
    async with hiker.gather(hiker.user.by_username, names) as profiles:
        async for profile in profiles:
            assert_type(profile.unwrap(), User)
    async with hiker.gather(lambda pk: hiker.user.followers(pk, limit=5), [1, 2]) as lists:
        async for found in lists:
            assert_type(found.argument, int)
            assert_type(found.unwrap(), Snapshot[ShortUser])
    assert_type(await hiker.user.followers(1).snapshot(), Snapshot[ShortUser])


def failures(hiker: Hiker) -> float | None:
    try:
        hiker.user.by_id(1)
    except NotFoundError as error:
        assert_type(error.content, bytes)
    except RateLimitError as error:
        return error.retry_after
    return None


def edited(hiker: Hiker) -> dict[str, object]:
    user = hiker.user.by_id(1)
    user.biography = "another"
    return user.to_dict()


def made_up() -> ShortUser:
    return ShortUser(pk=1, username="someone", is_private=False)


def made() -> tuple[Hiker, AsyncHiker]:
    hiker = Hiker("key", timeout=5, retries=0)
    assert_type(hiker, Hiker)
    with hiker as entered:
        assert_type(entered, Hiker)
    return hiker, AsyncHiker(key=lambda: "key", base_url="http://localhost")
