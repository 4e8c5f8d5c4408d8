"""Replay: the same request is paid for once, until the response is too old."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from hikerkit import errors
from hikerkit.archive import Archive
from hikerkit.archive.request_key import request_key
from hikerkit.transports.base import RawResponse, Request
from tests.python.archive.conftest import Clock
from tests.python.archive.service import PAGES, PER_PAGE, profile, script
from tests.sync_async import Face, answer, in_turn


def test_the_same_request_is_replayed_free(face: Face, path: str) -> None:
    client, transport = face.scripted(script, archive=path)
    first = face.call(client, "with_response.user.by_username", "natgeo")
    again = face.call(client, "with_response.user.by_username", "natgeo")
    assert len(transport.requests) == 1
    assert (first.source, again.source) == ("wire", "archive")
    assert (first.units, again.units) == (1, 0)
    assert first.received_at == again.received_at and again.received_at.tzinfo is UTC
    assert abs(first.received_at.timestamp() - time.time()) < 3600
    assert again.content == first.content and again.result == first.result
    assert again.url == first.url and again.status == 200
    usage = client.usage
    assert (usage.requests, usage.units, usage.saved, usage.replayed) == (1, 1, 1, 1)
    client.archive.close()


def test_another_client_replays_it(face: Face, path: str) -> None:
    for _ in range(3):
        with Archive(path) as archive:
            client, transport = face.scripted(script, archive=archive)
            assert face.call(client, "user.stories", 787132) is not None
    assert transport.requests == [] and client.usage.saved == 2


def test_a_request_with_another_argument_is_sent(face: Face, path: str) -> None:
    client, transport = face.scripted(script, archive=path)
    calls: list[dict[str, Any]] = [{}, {"force": False}, {"force": True}, {"safe_int": True}]
    for _ in range(2):
        for named in calls:
            face.call(client, "user.stories", 787132, **named)
    face.call(client, "user.stories", 787133)
    assert len(transport.requests) == len(calls) + 1
    client.archive.close()


def test_the_order_of_the_query_and_the_case_of_the_host_do_not_matter() -> None:
    one = request_key("GET", "https://host/a?x=1&y=2&x=0")
    assert one == request_key("get", "https://HOST/a?y=2&x=1&x=0")
    assert one != request_key("GET", "https://host/a?x=0&y=2&x=1")  # the order of values may matter
    assert one != request_key("GET", "https://host/a?x=1&y=2")
    assert one != request_key("GET", "http://host/a?x=1&y=2&x=0")
    assert one != request_key("POST", "https://host/a?x=1&y=2&x=0")


def test_a_free_failure_is_not_kept(face: Face, path: str) -> None:
    client, transport = face.scripted(script, archive=path)
    face.call(client, "sys.balance")
    face.call(client, "sys.balance")
    assert len(transport.requests) == 2 and len(client.archive) == 0
    client.archive.close()


@pytest.mark.parametrize(
    ("failure", "kept"),
    [
        (answer({"detail": "no"}, 404), 0),
        (answer({"detail": "no"}, 404, x_hiker_info="reqs=1"), 1),
        (answer({"detail": "no"}, 404, x_hiker_info="reqs=0"), 0),
        (answer({"state": False, "error": "no"}, x_hiker_info="reqs=1"), 1),
        (answer(content=b"<html>", content_type="text/html"), 1),
        (answer(content=b"17"), 1),
    ],
)
def test_charged_failures_are_kept_but_not_replayed(
    face: Face, path: str, failure: RawResponse, kept: int
) -> None:
    client, transport = face.scripted(
        in_turn([failure, answer(profile(), x_hiker_info="reqs=1")]), archive=path
    )
    with pytest.raises(errors.ResponseError):
        face.call(client, "user.by_username", "natgeo")
    found = list(client.archive)
    assert [entry.replayable for entry in found] == [False] * kept
    assert [entry.content for entry in found] == [failure.content] * kept
    assert face.call(client, "user.by_username", "natgeo").username == "natgeo"
    assert len(transport.requests) == 2
    assert face.call(client, "user.by_username", "natgeo").username == "natgeo"
    assert len(transport.requests) == 2
    client.archive.close()


def test_a_response_of_another_shape_is_replayed(face: Face, path: str) -> None:
    client, transport = face.scripted(
        lambda request: answer([1], x_hiker_info="reqs=1"), archive=path
    )
    for charged in ("yes", "no"):
        with pytest.raises(errors.UnexpectedShapeError) as caught:
            face.call(client, "user.by_username", "natgeo")
        assert caught.value.charged == charged and caught.value.content == b"[1]"
    assert len(transport.requests) == 1
    client.archive.close()


@pytest.mark.parametrize("given", [100, 100.0, timedelta(seconds=100)])
def test_max_age_of_the_client(face: Face, path: str, given: Any, clock: Clock) -> None:
    client, transport = face.scripted(script, archive=path, max_age=given)
    for ahead, sent in ((0, 1), (90, 1), (101, 2)):
        clock.ahead = ahead
        face.call(client, "user.by_username", "natgeo")
        assert len(transport.requests) == sent
    client.archive.close()


def test_max_age_of_a_call_overrides_that_of_the_client(
    face: Face, path: str, clock: Clock
) -> None:
    client, transport = face.scripted(script, archive=path, max_age=100)
    face.call(client, "user.by_username", "natgeo")
    clock.ahead = 10**9
    face.call(client, "user.by_username", "natgeo", max_age=None)
    assert len(transport.requests) == 1
    clock.ahead = 50
    face.call(client, "user.by_username", "natgeo", max_age=10)
    face.call(client, "user.by_username", "natgeo", max_age=0)
    assert len(transport.requests) == 3
    client.archive.close()


def test_refresh_pays_again_and_is_replayed_from_then_on(face: Face, path: str) -> None:
    answers = [answer(profile(bio=text), x_hiker_info="reqs=1") for text in ("old", "new")]
    client, transport = face.scripted(in_turn(answers), archive=path)
    face.call(client, "user.by_username", "natgeo")
    fresh = face.call(client, "with_response.user.by_username", "natgeo", refresh=True)
    again = face.call(client, "with_response.user.by_username", "natgeo")
    assert (fresh.source, again.source) == ("wire", "archive")
    assert fresh.result["bio"] == again.result["bio"] == "new"
    assert len(transport.requests) == 2 and len(client.archive) == 2
    client.archive.close()


def test_after_the_clock_was_set_back_responses_count_as_new(
    face: Face, path: str, clock: Clock
) -> None:
    later = datetime.now(UTC) + timedelta(days=3)
    answers = [
        structs.replace(answer(profile(bio="first")), received_at=later),
        answer(profile(bio="second")),
        answer(profile(bio="third")),
    ]
    client, transport = face.scripted(in_turn(answers), archive=path, max_age=100)
    face.call(client, "user.by_username", "natgeo")
    # From the future: as new as can be, and older than what is fetched after it.
    assert face.call(client, "user.by_username", "natgeo")["bio"] == "first"
    face.call(client, "user.by_username", "natgeo", refresh=True)
    assert face.call(client, "user.by_username", "natgeo")["bio"] == "second"
    assert len(transport.requests) == 2
    clock.ahead = -(10**6)
    assert face.call(client, "user.by_username", "natgeo")["bio"] == "second"
    clock.ahead = 101
    assert face.call(client, "user.by_username", "natgeo")["bio"] == "third"
    client.archive.close()


def test_an_interrupted_list_is_replayed_and_continued(face: Face, path: str) -> None:
    def breaks(request: Request) -> RawResponse:
        if "page_id=c3" in request.url:
            raise errors.ConnectionLostError("lost")
        return script(request)

    client, transport = face.scripted(breaks, archive=path, retries=0)
    with pytest.raises(errors.ConnectionLostError):
        face.items(client.user.followers(787132))
    client.archive.close()
    client, transport = face.scripted(script, archive=path)
    pager = client.user.followers(787132)
    pages = face.pages(pager)
    assert sum(len(page) for page in pages) == PAGES * PER_PAGE
    assert [page.response.source for page in pages] == ["archive"] * 3 + ["wire"] * (PAGES - 3)
    assert len(transport.requests) == PAGES - 3 == pager.units
    assert client.usage.saved == 3
    client.archive.close()


def test_looked_up_names_give_their_id(face: Face, path: str, clock: Clock) -> None:
    client, _ = face.scripted(script, archive=path)
    assert client.archive.id_of("natgeo") is None
    face.call(client, "user.by_username", "NatGeo")
    archive = client.archive
    assert archive.id_of("natgeo") == archive.id_of(" @NATGEO") == "787132"
    assert archive.id_of("nat") is None
    clock.ahead = 1000
    assert archive.id_of("natgeo", max_age=10) is None
    with pytest.raises(errors.ArgumentError, match="name: expected a str"):
        archive.id_of(787132)
    archive.close()


def test_a_name_gives_the_id_seen_last(face: Face, path: str) -> None:
    answers = [answer(profile("natgeo", number)) for number in (1, 2)]
    client, _ = face.scripted(in_turn(answers), archive=path)
    face.call(client, "user.by_username", "natgeo")
    face.call(client, "user.by_username", "natgeo", refresh=True)
    assert client.archive.id_of("natgeo") == "2"
    client.archive.close()


def test_a_name_seen_by_id_counts_as_well(face: Face, path: str) -> None:
    client, _ = face.scripted(script, archive=path)
    face.call(client, "user.by_id", 787132)
    assert client.archive.id_of("natgeo") == "787132"
    client.archive.close()


@pytest.mark.parametrize("wrong", [-1, float("nan"), float("inf"), "60", True, timedelta(-1)])
def test_an_invalid_max_age_is_refused(face: Face, path: str, wrong: Any) -> None:
    with pytest.raises(errors.ArgumentError, match="max_age: expected seconds") as caught:
        face.scripted(script, archive=path, max_age=wrong)
    assert caught.value.argument == "max_age"
    client, transport = face.scripted(script)
    with pytest.raises(errors.ArgumentError, match="max_age: expected seconds"):
        face.call(client, "user.by_id", 1, max_age=wrong)
    with pytest.raises(errors.ArgumentError, match="refresh: expected"):
        face.call(client, "user.by_id", 1, refresh="yes")
    assert transport.requests == []


def test_without_an_archive_nothing_is_replayed(face: Face) -> None:
    client, transport = face.scripted(script)
    assert client.archive is None
    for named in ({}, {"max_age": 5}, {"refresh": True}):
        response = face.call(client, "with_response.user.by_id", 787132, **named)
        assert response.source == "wire"
    assert len(transport.requests) == 3
