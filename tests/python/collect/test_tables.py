"""The tables after one run, and after the next."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from hikerkit import Hiker
from hikerkit.mock import MockService, MockTransport
from tests.conftest import documented
from tests.python.cli.running import KEY, Shell, pages, scripted
from tests.python.collect.reading import rows, table

EVERY = "profile,followers,following,reels,stories,highlights,tagged"


def test_every_list_has_a_table(shell: Shell, service: MockService) -> None:
    ran = shell.run("collect", "natgeo", "@nike", "natgeo", "--lists", EVERY, "--limit", "60")
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.endswith("into hiker.duckdb\n") and ran.stdout == ""
    database = shell.folder / "hiker.duckdb"
    expected = {
        "accounts",
        "account_history",
        "relations",
        "media",
        "stories",
        "highlights",
        "lists",
    }
    found = {name for (name,) in rows(database, "SELECT table_name FROM duckdb_tables() "
             "WHERE schema_name = 'main' AND NOT starts_with(table_name, '_')")}  # fmt: skip
    assert found == expected
    # The tables have what the client returns.
    with Hiker(KEY, transport=MockTransport(MockService(list_size=120, page_size=50))) as hiker:
        natgeo = hiker.user.by_username("natgeo")
        followers = list(hiker.user.followers(natgeo.pk, limit=60))
        reels = list(hiker.user.clips(natgeo.pk, limit=60))
    on_list = rows(database, "SELECT object_id FROM relations WHERE subject_id = '787132' "
                   "AND relation = 'followers'")  # fmt: skip
    assert {name for (name,) in on_list} == {f.pk for f in followers}
    assert len(on_list) == 60
    stored = dict(
        rows(database, "SELECT id, play_count FROM media JOIN relations ON object_id = id "
             "WHERE subject_id = '787132' AND relation = 'clips'")
    )  # fmt: skip
    assert {r.pk: r.play_count for r in reels}.items() <= stored.items()
    ((taken,),) = rows(database, f"SELECT taken_at FROM media WHERE id = '{reels[0].pk}'")
    assert reels[0].taken_at is not None
    assert taken.astimezone(UTC) == datetime.fromtimestamp(reels[0].taken_at, UTC)
    ((name, count, rest),) = set(
        rows(
            database,
            "SELECT username, follower_count, rest FROM account_history WHERE id = '787132'",
        )
    )
    assert (name, count) == ("natgeo", natgeo.follower_count)
    # Fields without a column are in `rest`.
    columns = {c for (c,) in rows(database, "SELECT column_name FROM duckdb_columns() "
               "WHERE table_name = 'account_history'")}  # fmt: skip
    profile = natgeo.to_dict()
    assert {k: v for k, v in profile.items() if k in json.loads(rest)} == json.loads(rest)
    lost = {k for k in profile if k not in json.loads(rest) and k.strip("_") not in columns}
    assert lost <= {"id"}
    verdicts = table(database, "lists", "account", "list", "complete", "cut_by", "error")
    assert ("natgeo", "followers", False, "limit", None) in verdicts
    assert ("nike", "profile", True, None, None) in verdicts
    assert len(verdicts) == 2 * 7
    assert not service.ledger.paid_twice()


def test_second_run_keeps_history(shell: Shell) -> None:
    counts = iter([10, 12])
    profile = documented()["user_by_username"]

    def respond(path: str, query: dict[str, str]) -> tuple[int, Any]:
        if "followers" in path:
            return pages([{"pk": "1"}, {"pk": "2"}], [{"pk": "3"}])(path, query)
        return 200, {**profile, "user": {**profile["user"], "follower_count": next(counts)}}

    with scripted(respond) as (url, requests):
        shell.url = url
        for _ in range(2):
            ran = shell.run("collect", "natgeo", "--lists", "profile,followers")
            assert ran.returncode == 0, ran.stderr
    database = shell.folder / "hiker.duckdb"
    assert len(requests) == 6
    history = rows(database, "SELECT follower_count FROM account_history ORDER BY seen_at")
    assert history == [(10,), (12,)]
    assert rows(database, "SELECT count(DISTINCT run_id) FROM lists") == [(2,)]
    assert rows(database, "SELECT count(*), count(DISTINCT run_id) FROM relations") == [(6, 2)]
    assert rows(database, "SELECT count(*) FROM accounts") == [(4,)]
    # The archive is deleted: personal data is in the tables only.
    assert not list(shell.folder.glob("hiker.duckdb.hikerkit/*archive*"))
    assert rows(database, "SELECT count(*) FROM main_staging.accounts") == [(0,)]


def test_ids_are_exact_and_a_follower_does_not_overwrite_a_profile(shell: Shell) -> None:
    big = 2**63 - 1
    profile = documented()["user_by_username"]

    def respond(path: str, query: dict[str, str]) -> tuple[int, Any]:
        if "followers" in path:
            return pages([{"pk": big, "username": "x"}, {"pk": "787132"}])(path, query)
        return 200, profile

    with scripted(respond) as (url, _):
        shell.url = url
        # The documented profile has more than two followers.
        assert shell.run("collect", "natgeo", "--lists", "profile,followers").returncode == 5
    database = shell.folder / "hiker.duckdb"
    assert (str(big),) in rows(database, "SELECT id FROM accounts")
    ((count, bio),) = rows(database, "SELECT follower_count, biography FROM account_history")
    assert count == profile["user"]["follower_count"] and bio == profile["user"]["biography"]


def test_values_of_another_type_and_hostile_text(shell: Shell) -> None:
    nasty = "\x1b[31m\x00\ud800=1+1" + "x" * 200_000
    profile = documented()["user_by_username"]

    def respond(path: str, query: dict[str, str]) -> tuple[int, Any]:
        if "followers" in path:
            return pages(
                [{"pk": "1", "is_private": True, "full_name": "A"}],
                [{"pk": "2", "is_private": "no", "full_name": ["B"], "news": {"a": 2**70}}],
            )(path, query)
        return 200, {**profile, "user": {**profile["user"], "biography": nasty}}

    with scripted(respond) as (url, _):
        shell.url = url
        ran = shell.run("collect", "natgeo", "--lists", "profile,followers")
    assert ran.returncode == 5 and "1 list incomplete: see the table lists" in ran.stderr
    assert "\x1b" not in ran.stderr + ran.stdout
    database = shell.folder / "hiker.duckdb"
    second = rows(database, "SELECT is_private, full_name, rest FROM accounts WHERE id = '2'")
    assert second[0][:2] == (None, None)
    rest = json.loads(second[0][2])
    assert rest["is_private"] == "no" and rest["full_name"] == ["B"]
    assert rest["news"] == {"a": 2**70}
    ((biography, rest_text),) = rows(database, "SELECT biography, rest FROM account_history")
    assert len(biography) > 200_000 and "x" * 200_000 in biography
    assert json.loads(rest_text)["biography"] == nasty


def test_parquet_files(shell: Shell) -> None:
    for _ in range(2):
        ran = shell.run("collect", "natgeo", "--lists", "profile,followers", "--limit", "20",
                        "--into", "out/")  # fmt: skip
        assert ran.returncode == 0, ran.stderr
    out = shell.folder / "out"
    assert {"accounts.parquet", "relations.parquet"} <= {p.name for p in out.glob("*")}
    with duckdb.connect() as connection:
        path = str(out / "account_history.parquet")
        found = connection.execute("SELECT count(*) FROM read_parquet(?)", [path]).fetchall()
    assert found == [(2,)]


def test_dlt_destination_by_name(shell: Shell) -> None:
    place = shell.folder / "lake"
    ran = shell.run("collect", "natgeo", "--into", "filesystem",
                    DESTINATION__FILESYSTEM__BUCKET_URL=place.as_uri())  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert list(place.glob("hikerkit/account_history/*"))


def test_destination_without_its_settings(shell: Shell) -> None:
    ran = shell.run("collect", "natgeo", "--into", "filesystem")
    assert ran.returncode == 1 and "error: filesystem: " in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("source", ["file", "query", "job"])
def test_sources_of_accounts(shell: Shell, source: str) -> None:
    database = shell.folder / "hiker.duckdb"
    if source == "file":
        (shell.folder / "names.txt").write_text("natgeo # the first\n\n@nike\nnatgeo\n")
        words = ["--file", "names.txt"]
    elif source == "query":
        first = shell.run("collect", "natgeo", "--lists", "followers", "--limit", "2")
        assert first.returncode == 0
        words = ["--query", "SELECT object_id FROM relations WHERE relation = 'followers'"]
    else:
        folder = shell.folder / "jobs"
        folder.mkdir()
        (folder / "a.toml").write_text(
            'accounts = ["natgeo", 13460080]\nlists = ["profile"]\ninto = "b.duckdb"\n'
        )
        words, database = ["jobs/a.toml"], folder / "b.duckdb"
    ran = shell.run("collect", *words)
    assert ran.returncode == 0, ran.stderr
    assert rows(database, "SELECT count(DISTINCT id) FROM account_history") == [(2,)]
    assert "2 accounts, " in ran.stderr


def test_files_stay_in_the_folder_and_never_have_the_key(shell: Shell) -> None:
    before = set(Path("/tmp").glob("dlt*"))
    ran = shell.run("collect", "natgeo", "--lists", "profile,followers", "--limit", "5", "-v")
    assert ran.returncode == 0
    assert {p.name for p in shell.folder.iterdir()} <= {
        "hiker.duckdb", "hiker.duckdb.hikerkit", "state"
    }  # fmt: skip
    assert set(Path("/tmp").glob("dlt*")) == before
    for path in shell.folder.rglob("*"):
        if path.is_file():
            assert KEY.encode() not in path.read_bytes(), path
    assert KEY not in ran.stderr
