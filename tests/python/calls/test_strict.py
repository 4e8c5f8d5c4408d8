"""Strict mode: every deviation from the spec is reported; otherwise responses are accepted."""

from __future__ import annotations

import copy
import pickle
import sys
from datetime import UTC, datetime
from typing import Any

import pytest

from hikerkit import Response, errors
from hikerkit.calls import strict
from tests.conftest import documented
from tests.sync_async import KEY, Face, answer

BODIES = documented()


def drifted() -> Any:
    body = copy.deepcopy(BODIES["user_by_id"])
    body["user"]["username"] = 5
    body["user"]["bio_links"][0]["url"] = ["x"]
    body["user"]["new_field"] = True
    return body


def test_a_valid_response_passes(face: Face) -> None:
    client, _ = face.scripted(lambda request: answer(BODIES["user_by_id"]), strict=True)
    assert face.call(client, "user.by_id", 1).pk == 787132


def test_deviations_are_reported_with_their_place(face: Face) -> None:
    body = drifted()
    client, _ = face.scripted(lambda request: answer(body), strict=True)
    with pytest.raises(errors.UnexpectedShapeError, match="1 more place") as caught:
        face.call(client, "user.by_id", 1)
    assert {place for place, _ in caught.value.deviations} == {
        "/user/username",
        "/user/bio_links/0/url",
    }
    assert caught.value.pointer in dict(caught.value.deviations)
    assert b"new_field" in caught.value.content and caught.value.operation == "user_by_id"


def test_strict_is_off_by_default_and_per_call(face: Face) -> None:
    body = drifted()
    client, _ = face.scripted(lambda request: answer(body))
    assert face.call(client, "user.by_id", 1).username == 5
    with pytest.raises(errors.UnexpectedShapeError):
        face.call(client, "user.by_id", 1, strict=True)
    client, _ = face.scripted(lambda request: answer(body), strict=True)
    assert face.call(client, "user.by_id", 1, strict=False).to_dict() == body["user"]


def test_pages_are_checked_as_well(face: Face) -> None:
    body = copy.deepcopy(BODIES["user_followers"])
    body["response"]["users"][1]["reel"] = "text"
    client, _ = face.scripted(lambda request: answer(body))
    with pytest.raises(errors.UnexpectedShapeError) as caught:
        face.items(client.user.followers(1, strict=True))
    assert caught.value.pointer == "/response/users/1/reel"


def test_deviations_are_reported_by_default(face: Face) -> None:
    body = drifted()
    client, _ = face.scripted(lambda request: answer(body))
    response = face.call(client, "with_response.user.by_id", 1)
    assert response.result.username == 5 and "5 is not of type" in dict(response.deviations).get(
        "/user/username", ""
    )
    assert {place for place, _ in response.deviations} == {
        "/user/username",
        "/user/bio_links/0/url",
    }
    again = pickle.loads(pickle.dumps(response))
    assert again == response and again.deviations == response.deviations
    assert response.deviations is response.deviations


def test_deviations_of_a_page_are_reported_with_it(face: Face) -> None:
    body = copy.deepcopy(BODIES["user_clips"])
    body["response"]["items"][1]["media"]["caption"]["user"]["username"] = ["~/"]
    client, _ = face.scripted(lambda request: answer({**body, "next_page_id": None}))
    (page,) = face.pages(client.user.clips(1))
    place = "/response/items/1/media/caption/user/username"
    assert [found for found, _ in page.response.deviations] == [place]
    whole = face.call(client, "with_response.user.clips", 1)
    assert whole.deviations == page.response.deviations


def test_a_page_that_cannot_be_decoded_is_reported_by_the_spec(face: Face) -> None:
    body = {"response": {"users": 5, "big_list": 7}, "next_page_id": None}
    client, _ = face.scripted(lambda request: answer(body), strict=True)
    with pytest.raises(errors.UnexpectedShapeError) as caught:
        face.items(client.user.followers(1))
    assert {place for place, _ in caught.value.deviations} == {
        "/response/users",
        "/response/big_list",
    }


def test_deviations_are_not_looked_for_before_they_are_read(
    face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    client, _ = face.scripted(lambda request: answer(BODIES["user_by_id"]))
    response = face.call(client, "with_response.user.by_id", 1)
    with pytest.raises(errors.MissingExtraError, match=r"hikerkit\[strict\]") as caught:
        _ = response.deviations
    assert isinstance(caught.value, ImportError)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_name_with_a_slash_is_escaped_in_a_pointer(monkeypatch: pytest.MonkeyPatch) -> None:
    schemas = {"Odd": {"properties": {"a/b~c": {"type": "array", "items": {"type": "null"}}}}}
    monkeypatch.setattr(strict, "_schemas", lambda: schemas)
    strict._validator.cache_clear()
    (found,) = strict.judge_content("Odd", b'{"a/b~c": [null, 5]}')
    assert found[0] == "/a~1b~0c/1"


def test_a_response_that_no_client_made_has_no_schema() -> None:
    made = Response(None, None, b"{}", 200, {}, "", None, 0.0, "wire", datetime.now(UTC))
    with pytest.raises(TypeError, match="not made by a client"):
        _ = made.deviations


@pytest.mark.parametrize("strict", [1, "yes", None])
def test_strictness_is_yes_or_no(face: Face, strict: Any) -> None:
    client, transport = face.scripted(lambda request: answer({}))
    with pytest.raises(errors.ArgumentError, match="strict"):
        face.call(client, "sys.balance", strict=strict)
    with pytest.raises(errors.ArgumentError, match="strict"):
        face.scripted(lambda request: answer({}), strict=strict)
    assert transport.requests == []


def test_without_its_extra_it_says_what_to_install(
    face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    with pytest.raises(errors.ArgumentError, match=r"hikerkit\[strict\]"):
        face.client(None, key=KEY, strict=True)


def test_text_that_is_not_unicode_is_reported(face: Face) -> None:
    body = {"user": {"pk": 1, "username": "x", "\ud800": 1}}
    client, _ = face.scripted(lambda request: answer(body), strict=True)
    with pytest.raises(errors.UnexpectedShapeError):
        face.call(client, "user.by_id", 1)
