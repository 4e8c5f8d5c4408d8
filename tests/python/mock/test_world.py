"""The made-up world is consistent: ids resolve, counts match, posts name their owner."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hikerkit.mock import MockService
from hikerkit.mock.responses.template import shortcode
from hikerkit.mock.server import control
from hikerkit.mock.world.accounts import KINDS, Population
from tests.python.mock.requests import body, read_pages, send

BY_ID, BY_NAME = "/v2/user/by/id", "/v2/user/by/username"
FOLLOWERS, FOLLOWING = "/v2/user/followers", "/v2/user/following"
CLIPS, MEDIAS, TAGGED = "/v2/user/clips", "/v2/user/medias", "/v2/user/tag/medias"
STORIES, HIGHLIGHTS = "/v2/user/stories", "/v2/user/highlights"
COUNTS = {
    "follower_count": FOLLOWERS,
    "following_count": FOLLOWING,
    "media_count": MEDIAS,
    "total_clips_count": CLIPS,
}

service = MockService()
people = Population(1)


def profile(number: Any) -> Any:
    return body(send(service, BY_ID, id=number))["user"]


def items(page: Any) -> list[Any]:
    held = page["response"]
    found = held["users"] if "users" in held else held["items"]
    return [item.get("media", item) for item in found]


@given(st.integers(0, 2**31 - 1), st.integers(-(2**63), 2**63))
def test_the_same_seed_makes_the_same_accounts(index: int, seed: int) -> None:
    population = Population(seed)
    account = population.number(index)
    assert population.by_id(account.id) == population.by_name(account.name) == account
    assert 0 < len(account.name) <= 30 and 0 < account.id < 2**63
    assert account == Population(seed).number(index)


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789._", min_size=1, max_size=14))
def test_any_short_name_has_one_account(name: str) -> None:
    account = people.by_name(name)
    if account is None:
        return
    assert account.name == name
    assert people.by_id(account.id) == account == people.by_name(name.upper())


@given(st.one_of(st.integers(-5, 2**64), st.integers(0, 2**31).map(lambda n: 40_000_000_000 + n)))
def test_any_id_has_one_account(number: int) -> None:
    account = people.by_id(number)
    assert (account is None) == (not 0 < number < 2**63)
    if account is not None:
        assert account.id == number
        assert people.by_name(account.name) == account


def test_there_are_accounts_of_every_kind() -> None:
    for kind in KINDS:
        found = service.accounts(kind, 40)
        assert len({account.id for account in found}) == 40
        assert {account.kind for account in found} == {kind}
    with pytest.raises(ValueError, match="famous"):
        service.accounts("famous")


@pytest.mark.parametrize("path", [FOLLOWERS, FOLLOWING])
def test_accounts_in_lists_exist(path: str) -> None:
    for account in service.accounts("business", 3):
        for person in items(read_pages(service, path, 1, user_id=account.id)[0])[:9]:
            found = profile(person["pk"])
            assert [found[n] for n in ("username", "full_name", "is_private")] == [
                person[n] for n in ("username", "full_name", "is_private")
            ]
            assert str(found["pk"]) == found["id"] == person["id"] == str(person["pk"])
            named = body(send(service, BY_NAME, username=person["username"]))["user"]
            assert named["pk"] == found["pk"]


def test_accounts_in_documented_lists_exist() -> None:
    for person in items(body(send(service, FOLLOWERS, user_id=787132))):
        found = profile(person["pk"])
        assert (found["username"], found["full_name"]) == (person["username"], person["full_name"])


@pytest.mark.parametrize("account", service.accounts("public", 12), ids=lambda a: a.name)
def test_counts_are_the_length_of_lists(account: Any) -> None:
    announced = profile(account.id)
    for count, path in COUNTS.items():
        pages = read_pages(service, path, user_id=account.id)
        found = [item for page in pages for item in items(page)]
        assert len(found) == announced[count]
        assert len({str(item["pk"]) for item in found}) == len(found)
        assert all(page["next_page_id"] for page in pages[:-1])
    graph = body(send(service, "/a2/user", username=account.name))["graphql"]["user"]
    assert graph["edge_followed_by"]["count"] == announced["follower_count"]
    assert graph["edge_follow"]["count"] == announced["following_count"]
    assert graph["edge_owner_to_timeline_media"]["count"] == announced["media_count"]


def posts_agree(posts: list[Any]) -> None:
    for post in posts:
        owner = post["user"]
        head, _, tail = post["id"].partition("_")
        assert (head, tail) == (str(post["pk"]), str(owner["pk"]))
        assert post["strong_id__"] in (None, post["id"])
        assert post["code"] == shortcode(int(head))
        assert people.by_name(owner["username"]) is not None
        assert str(profile(owner["pk"])["pk"]) == tail
        if post.get("caption"):
            assert str(post["caption"]["media_id"]) == head


@pytest.mark.parametrize("path", [CLIPS, MEDIAS, TAGGED])
def test_posts_agree_with_their_owners(path: str) -> None:
    made_up = MockService(list_size=70)
    account = made_up.accounts("public", 3)[2]
    found = [post for page in read_pages(made_up, path, user_id=account.id) for post in items(page)]
    assert len({post["code"] for post in found}) == 70
    posts_agree(found)
    if path == MEDIAS:
        assert {str(post["user"]["pk"]) for post in found} == {str(account.id)}


def test_stories_and_highlights_belong_to_their_account() -> None:
    account = next(a for a in service.accounts("public", 9) if not a.quiet and a.id > 2**53)
    reel = body(send(service, STORIES, user_id=account.id))["reel"]
    assert (reel["id"], reel["user"]["username"]) == (account.id, account.name)
    posts_agree(reel["items"])
    named = body(send(service, f"{STORIES}/by/username", username=account.name))["reel"]
    assert [post["id"] for post in named["items"]] == [post["id"] for post in reel["items"]]
    tray = body(send(service, HIGHLIGHTS, user_id=account.id))["response"]["tray"]
    assert all(light["id"] == f"highlight:{light['pk']}" for light in tray)
    assert {light["user"]["username"] for light in tray} <= {account.name}
    named = body(send(service, f"{HIGHLIGHTS}/by/username", username=account.name))["response"]
    assert [light["pk"] for light in named["tray"]] == [light["pk"] for light in tray]
    quiet = next(a for a in service.accounts("public", 9) if a.quiet)
    assert body(send(service, STORIES, user_id=quiet.id))["reel"] is None
    assert body(send(service, HIGHLIGHTS, user_id=quiet.id))["response"]["tray"] == []


def test_rows_of_a_lookup_are_about_one_account() -> None:
    account = service.accounts("private")[0]
    for path, query in (
        ("/by/id", {"id": account.id}),
        ("/by/username", {"username": account.name}),
    ):
        rows = body(send(service, f"/v2/userstream{path}", **query))["stream_rows"]
        assert {row["user"]["pk"] for row in rows} == {account.id}
        assert {row["user"]["username"] for row in rows} == {account.name}


def test_private_deleted_and_missing_accounts() -> None:
    private, deleted = service.accounts("private")[0], service.accounts("deleted")[0]
    assert profile(private.id)["is_private"] is True
    for path in (FOLLOWERS, FOLLOWING, CLIPS, MEDIAS, TAGGED, STORIES, HIGHLIGHTS):
        refused = send(service, path, user_id=private.id)
        assert (refused.status, refused.headers["x-hiker-info"]) == (403, "reqs=0")
        assert send(service, path, user_id=deleted.id).status == 404
    for missing in ({"username": "nobody.has.this.name"}, {"username": deleted.name}):
        refused = send(service, BY_NAME, **missing)
        assert refused.status == 404
        assert json.loads(refused.content)["exc_type"] == "UserNotFound"
    assert send(service, BY_ID, id=2**63).status == 404


def test_force_skips_the_privacy_check_and_costs_less() -> None:
    private = service.accounts("private")[0]
    for path, empty in ((STORIES, {"reel": None}), (HIGHLIGHTS, None)):
        response = send(service, path, user_id=private.id, force=True)
        assert response.headers["x-hiker-info"] == "reqs=1"
        content = body(response)
        assert content["response"]["tray"] == [] if empty is None else content["reel"] is None


def test_amount_limits_the_highlights() -> None:
    many = MockService(list_size=33)
    account = next(a for a in many.accounts() if not a.quiet)

    def tray(**query: Any) -> list[str]:
        response = body(send(many, HIGHLIGHTS, user_id=account.id, **query))
        return [light["pk"] for light in response["response"]["tray"]]

    assert len(tray()) == 20
    assert [len(tray(amount=n)) for n in (0, 1, 7, 33, 500)] == [0, 1, 7, 33, 33]
    assert tray(amount=7) == tray(amount=500)[:7]
    documented = send(service, HIGHLIGHTS, user_id=1114341851, amount=2)
    assert len(body(documented)["response"]["tray"]) == 2


def big_integers(node: Any) -> list[int]:
    if isinstance(node, dict):
        return [n for value in node.values() for n in big_integers(value)]
    if isinstance(node, list):
        return [n for value in node for n in big_integers(value)]
    return [node] if isinstance(node, int) and abs(node) > 2**53 else []


@pytest.mark.parametrize("path", [CLIPS, MEDIAS, STORIES])
def test_safe_int_makes_strings_of_big_integers(path: str) -> None:
    plain = body(send(service, path, user_id=787132))
    safe = body(send(service, path, user_id=787132, safe_int=True))
    assert big_integers(plain) or path == CLIPS
    assert not big_integers(safe)
    assert body(send(service, path, user_id=787132, safe_int=False)) == plain
    assert {type(i) for i in (plain, safe)} == {dict}


def test_expand_suggestion_adds_fields() -> None:
    path = "/v2/user/suggested/profiles"
    few = body(send(service, path, user_id=787132))["users"]
    more = body(send(service, path, user_id=787132, expand_suggestion=True))["users"]
    for short, full in zip(few, more, strict=True):
        assert short.items() <= full.items()
        assert len(full) > len(short)


def test_truncated_lists_say_so() -> None:
    truncated = MockService(list_size=1_000_000, cut_at=120)
    account = truncated.accounts()[0]
    pages = read_pages(truncated, FOLLOWERS, user_id=account.id)
    assert [len(items(page)) for page in pages] == [50, 50, 20]
    flags = [page["response"]["should_limit_list_of_followers"] for page in pages]
    assert flags == [None, None, True]
    assert body(send(truncated, BY_ID, id=account.id))["user"]["follower_count"] == 1_000_000
    # The response of this one has no field to say so.
    assert len(read_pages(truncated, TAGGED, most=5, user_id=account.id)) == 5

    capped = next(a for a in service.accounts("capped", 99) if profile(a.id)["follower_count"] > 50)
    (page,) = read_pages(service, FOLLOWERS, user_id=capped.id)
    assert len(items(page)) == 50 and page["response"]["should_limit_list_of_followers"] is True


def test_counts_and_flags_of_pages_are_right() -> None:
    pages = read_pages(MockService(list_size=120), TAGGED, user_id=1)
    details = [page["response"] for page in pages]
    assert [page["num_results"] for page in details] == [50, 50, 20]
    assert [page["more_available"] for page in details] == [True, True, False]
    assert {page["total_count"] for page in details} == {120}
    assert [page["response"]["next_max_id"] for page in pages[:2]] == [
        page["next_page_id"] for page in pages[:2]
    ]


def test_cursors_can_be_expired() -> None:
    mock = MockService(list_size=120)
    first = body(send(mock, FOLLOWERS, user_id=1))["next_page_id"]
    assert send(mock, FOLLOWERS, page_id=first).status == 200
    mock.expire_cursors()
    refused = send(mock, FOLLOWERS, page_id=first)
    assert refused.status == 422 and b"expired" in refused.content
    assert len(read_pages(mock, FOLLOWERS, user_id=1)) == 3
    fresh = read_pages(mock, FOLLOWERS, 1, user_id=1)[0]["next_page_id"]
    faulty = send(mock, FOLLOWERS, page_id=fresh, fault="expired-cursor")
    assert faulty.status == 422


def test_made_up_accounts_can_grow() -> None:
    grown = MockService(list_size=100, page_size=50)
    (account,) = grown.accounts("public", 1)
    before = [
        item["pk"]
        for page in read_pages(grown, FOLLOWERS, user_id=account.id)
        for item in items(page)
    ]
    status = control.handle(grown, "POST", "/_mock/growth", [("percent", "10")], {}).status
    after = [
        item["pk"]
        for page in read_pages(grown, FOLLOWERS, user_id=account.id)
        for item in items(page)
    ]
    assert status == 200 and len(before) == 100 and after[:100] == before and len(after) == 110
    assert body(send(grown, BY_ID, id=account.id))["user"]["follower_count"] == 110
    refused = control.handle(grown, "POST", "/_mock/growth", [("percent", "1001")], {})
    assert refused.status == 422
    with pytest.raises(ValueError, match="percent: expected 0 to 1,000, got -1"):
        grown.grow(-1)


def test_another_seed_makes_another_world() -> None:
    other = MockService(seed=2)
    first, second = (read_pages(mock, FOLLOWERS, 1, user_id=1)[0] for mock in (service, other))
    assert first != second
    assert read_pages(MockService(seed=2), FOLLOWERS, 1, user_id=1)[0] == second
