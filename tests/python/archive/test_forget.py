"""Forget an account: every response about it or that mentions it, to the last byte."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hikerkit import Hiker, errors
from hikerkit.archive import Archive
from hikerkit.archive.maintenance.mentions import Mentions
from hikerkit.transports.base import RawResponse, Request
from tests.python.archive.service import profile, query, script
from tests.sync_async import KEY, Scripted, answer

ID, NAME = "787132", "nat.geo"

MENTIONS = [
    {"pk": 787132},
    {"pk": "787132"},
    {"deep": [[{"x": {"any": 787132}}]]},
    {"id": "3870025531093850440_787132"},
    {"id": "787132_3870025531093850440"},
    {"787132": {"latest": 1}},
    {"url": "https://example.com/u/787132/?a=b"},
    {"text": "user 787132 said"},
    {"username": "nat.geo"},
    {"username": "Nat.GEO"},
    {"text": "with @nat.geo and more"},
    {"text": "(@NAT.GEO)"},
    {"text": "by @nat.geo."},
    {"nat.geo": 1},
    {"link": "https://www.instagram.com/Nat.Geo/?hl=en"},
    [["nat.geo"]],
]
OTHERS = [
    {"pk": 7871321},
    {"pk": "1787132"},
    {"id": "3870025531093850440_17871320"},
    {"pk": True, "x": 787132.5, "y": None},
    {"username": "nat.geo2"},
    {"username": "natxgeo"},
    {"text": "with @nat.geography and @nat.geo.tv and x@nat.geo"},
    {"text": "nat.geo as a word only"},
    {"link": "https://cdn.example.com/v/nat.geo/x.jpg"},
    {},
]


@pytest.mark.parametrize("escaped", [False, True])
@pytest.mark.parametrize("body", MENTIONS, ids=json.dumps)
def test_mentions_are_found(body: Any, escaped: bool) -> None:
    mentions = Mentions([ID], [NAME])
    content = json.dumps(body)
    if escaped:
        content = re.sub("[A-Za-z]", lambda letter: f"\\u{ord(letter[0]):04X}", content)
        assert json.loads(content) == body
    assert mentions.in_content(content.encode())


@pytest.mark.parametrize("body", OTHERS, ids=json.dumps)
def test_other_text_is_not_a_mention(body: Any) -> None:
    assert not Mentions([ID], [NAME]).in_content(json.dumps(body).encode())


def test_a_short_id_may_be_a_count() -> None:
    mentions = Mentions(["25"], [])
    for body in ({"pk": 25}, {"user_id": "25"}, {"id": "387002_25"}, {"ids": [1, 25]}):
        assert mentions.in_content(json.dumps(body).encode()), body
    for other in ({"count": 25}, {"text": "25"}, {"text": "at 25:00"}, {"x": "a_25"}):
        assert not mentions.in_content(json.dumps(other).encode()), other
    assert mentions.in_url("https://host/v2/x?user_id=25")


def test_any_word_of_a_body_that_is_not_json_counts() -> None:
    mentions = Mentions([ID], [NAME])
    assert mentions.in_content(b"<a>nat.geo</a>") and mentions.in_content(b"no 787132 here")
    assert not mentions.in_content(b"<a>natgeo</a> 7871325")
    assert mentions.in_content(json.dumps({"username": NAME}).encode("utf-16"))


def test_the_request_may_mention() -> None:
    mentions = Mentions([ID], [NAME])
    for url in ("x?username=nat.geo", "x?username=NAT%2EGEO", "x?id=787132", "nat.geo/x?a=1"):
        assert mentions.in_url(f"https://host/v2/{url}")
    for url in ("x?username=nat.geo2", "x?id=7871321", "x"):
        assert not mentions.in_url(f"https://host/v2/{url}")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(JSON, st.sampled_from([{"pk": 787132}, "Nat.Geo", "1_787132", 787132]), st.booleans())
def test_a_mention_is_found_at_any_depth(around: Any, what: Any, escape: bool) -> None:
    body = {"a": around, "b": [around, {"c": what}]}
    content = json.dumps(body, ensure_ascii=escape).encode("utf-8", "surrogatepass")
    assert Mentions([ID], [NAME]).in_content(content)


def filled(path: str, bodies: dict[str, Any]) -> Archive:
    """An archive with a response for each of these ids."""
    archive = Archive(path)
    transport = Scripted(lambda r: answer(bodies[query(r)["id"]], x_hiker_info="reqs=1"))
    client = Hiker(KEY, archive=archive, transport=transport)
    for number in bodies:
        client.user.by_id(number)
    return archive


def test_forget_leaves_no_bytes_in_any_file(path: str) -> None:
    secret = "a-text-of-theirs" * 3
    bodies = {
        "1": profile("someone", 111111, bio=secret, friend=NAME),
        "2": profile("other", 2),
        ID: profile(NAME, int(ID), bio=secret),
    }
    archive = filled(path, bodies)
    report = archive.forget(f" @{NAME.upper()} ")
    assert report.entries == 2 and report.operations == {"user_by_id": 2}
    assert report.ids == (ID,) and report.names == (NAME,)
    folder = Path(path).parent
    for file in folder.iterdir():  # while it is open, -wal and -shm among them
        content = file.read_bytes().lower()
        assert NAME.encode() not in content and ID.encode() not in content
    assert [entry.url[-2:] for entry in archive] == ["=2"]
    assert archive.id_of(NAME) is None and archive.id_of("other") == "2"
    assert archive.verify() == []
    archive.close()
    assert os.listdir(folder) == ["hiker.db"]


@pytest.mark.parametrize("account", [787132, "787132", "nat.geo"])
def test_names_and_ids_are_looked_up_from_each_other(path: str, account: Any) -> None:
    bodies = {
        "1": profile("someone", 111111, note="@nat.geo"),
        "2": profile("other", 222222, likes=["x_787132"]),
        "3": profile("third", 333333),
        ID: profile(NAME, int(ID)),
    }
    archive = filled(path, bodies)
    report = archive.forget(account)
    assert report.entries == 3 and NAME in report.names and report.ids == (ID,)
    assert [entry.url[-2:] for entry in archive] == ["=3"]
    archive.close()


def test_a_name_and_id_in_any_response_are_linked(path: str) -> None:
    bodies = {
        "1": profile("someone", 111111, owner=787132),
        "2": profile("other", 222222, tagged=[{"pk": "787132", "username": NAME}]),
        "3": profile("third", 333333),
    }
    archive = filled(path, bodies)
    assert archive.forget(NAME).entries == 2 and len(archive) == 1
    archive.close()


def test_forgetting_an_unknown_account_changes_nothing(path: str) -> None:
    archive = filled(path, {"2": profile("other", 222222)})
    report = archive.forget("nobody")
    assert report.entries == 0 and len(archive) == 1
    archive.close()


def test_complete_pages_are_forgotten(path: str) -> None:
    with Hiker(KEY, archive=path, transport=Scripted(script)) as client:
        assert len(list(client.user.followers(787132))) == 40
        assert client.archive is not None
        report = client.archive.forget("u3_2")
        assert report.entries == 1 and len(client.archive) == 7
        assert len(list(client.user.followers(787132))) == 40  # the page is paid for again
        assert client.usage.requests == 9


def test_unsaved_responses_are_forgotten_too(path: str) -> None:
    import sqlite3

    other = sqlite3.connect(path, isolation_level=None)

    def locks(request: Request) -> RawResponse:
        other.execute("BEGIN IMMEDIATE")
        return script(request)

    archive = Archive(path, lock_timeout=0.02)
    with Hiker(KEY, archive=archive, transport=Scripted(locks)) as client:
        with pytest.raises(errors.ArchiveLockedError):
            client.user.by_id(787132)
    other.close()
    assert archive.forget(787132).entries == 1 and len(archive) == 0
    archive.close()


@pytest.mark.parametrize("wrong", ["", " @ ", "two words", None, True, 0, -5, 1.5, 10**60])
def test_an_invalid_account_is_refused(path: str, wrong: Any) -> None:
    with Archive(path) as archive:
        with pytest.raises(errors.ArgumentError, match="account: expected") as caught:
            archive.forget(wrong)
        assert caught.value.argument == "account"


def test_a_reader_that_keeps_old_bytes_raises(path: str) -> None:
    import sqlite3

    archive = filled(path, {ID: profile(NAME, int(ID))})
    archive.close()
    archive = Archive(path, lock_timeout=0.02)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM entries").fetchall()
    with pytest.raises(errors.ArchiveLockedError):
        archive.forget(NAME)
    assert len(archive) == 0
    other.execute("ROLLBACK")
    other.close()
    archive.forget(NAME)
    assert NAME.encode() not in Path(path).read_bytes()
    archive.close()
