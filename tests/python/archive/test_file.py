"""The file of an archive: its permissions, its content, and errors when it cannot be used."""

from __future__ import annotations

import os
import pickle
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hikerkit import Hiker, errors
from hikerkit.archive import Archive, codec, schema
from hikerkit.archive.request_key import normalize_url
from hikerkit.transports.base import RawResponse, Request
from tests.python.archive.service import profile, script
from tests.sync_async import KEY, Face, Scripted, answer

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def mode(path: str) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def filled(path: str, **more: Any) -> None:
    with Hiker(KEY, archive=path, transport=Scripted(script)) as client:
        client.user.by_username("natgeo", **more)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
def test_the_file_is_private_from_the_start(face: Face, path: str, umask: int) -> None:
    before = os.umask(umask)
    try:
        client, _ = face.scripted(script, archive=path)
        face.call(client, "user.by_id", 787132)
        made = sorted(os.listdir(os.path.dirname(path)))
        assert made == ["hiker.db", "hiker.db-shm", "hiker.db-wal"]
        assert {mode(os.path.join(os.path.dirname(path), name)) for name in made} == {0o600}
        client.archive.close()
    finally:
        os.umask(before)
    assert os.listdir(os.path.dirname(path)) == ["hiker.db"] and mode(path) == 0o600


def test_a_readable_file_is_made_private(path: str) -> None:
    filled(path)
    os.chmod(path, 0o644)
    Archive(path).close()
    assert mode(path) == 0o600


def test_an_empty_file_at_a_path_object_becomes_an_archive(tmp_path: Path) -> None:
    (tmp_path / "a").touch(mode=0o644)
    with Archive(tmp_path / "a") as archive:
        assert len(archive) == 0 and archive.path == str(tmp_path / "a")
    assert mode(str(tmp_path / "a")) == 0o600


def test_the_key_is_not_in_the_archive(face: Face, path: str) -> None:
    echo = f"your key: {KEY}"

    def echoing(request: Request) -> RawResponse:
        body = {**profile(), "echo": echo, KEY: KEY}
        return answer(body, x_hiker_info="reqs=1", x_request_id=KEY, set_cookie=f"k={KEY}")

    client, _ = face.scripted(echoing, archive=path)
    face.call(client, "user.by_username", "natgeo")
    folder = os.path.dirname(path)
    for name in os.listdir(folder):  # while it is open
        assert KEY.encode() not in Path(folder, name).read_bytes()
    client.archive.close()
    with Archive(path) as archive:
        (entry,) = archive
        assert b"***" in entry.content and "set-cookie" not in entry.headers
        assert entry.data()["user"] == profile()["user"]
        assert KEY not in repr(archive) + repr(entry) + str(dict(entry.headers)) + entry.url
    assert KEY.encode() not in Path(path).read_bytes()


def test_few_headers_are_kept_and_cut(face: Face, path: str) -> None:
    client, _ = face.scripted(
        lambda request: answer(profile(), date="d" * 10_000, x_other="1", x_hiker_info="reqs=1"),
        archive=path,
    )
    face.call(client, "user.by_username", "natgeo")
    (entry,) = client.archive
    assert set(entry.headers) == {"content-type", "date", "x-hiker-info"}
    assert len(entry.headers["date"]) == 500
    client.archive.close()


def test_equal_bodies_are_stored_once(path: str) -> None:
    with Hiker(KEY, archive=path, transport=Scripted(lambda r: answer(profile()))) as client:
        for number in range(1, 20):
            client.user.by_id(number)
        assert client.archive is not None and len(client.archive) == 19
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT count(*) FROM bodies").fetchone() == (1,)
    plain.close()


def test_the_sqlite3_command_reads_it(path: str) -> None:
    filled(path)
    plain = sqlite3.connect(path)
    columns = "operation, url, status, units, size, time"
    row = plain.execute(f"SELECT {columns} FROM answers").fetchone()
    assert row[:4] == (
        "user_by_username",
        "https://api.hikerapi.com/v2/user/by/username?username=natgeo",
        200,
        1,
    )
    assert row[4] > 50 and row[5][:2] == "20"
    plain.close()
    tool = shutil.which("sqlite3")
    if tool:
        query = "SELECT sqlar_uncompress(content, size) FROM bodies"
        said = subprocess.run([tool, path, query], capture_output=True, check=True)
        assert said.stdout.strip().startswith(b'{"user": {"pk": 787132')


@given(st.binary(max_size=3000) | st.text(max_size=1000).map(lambda text: text.encode() * 3))
def test_compression_keeps_any_bytes(content: bytes) -> None:
    stored = codec.compress(content)
    assert codec.decompress(stored, len(content)) == content and len(stored) <= len(content)


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        b"[]",
        b'  {"a":\r\n 4611686018427387905}\n',
        '{"ü":"\N{PILE OF POO}"}'.encode(),
        b'{"cut":"\\ud83d"}',
        b'{"a":"' + random.Random(5).randbytes(3 << 20).hex().encode() + b'"}',
        b"[" + b"0," * (1 << 21) + b"0]",
    ],
    ids=["object", "array", "space", "unicode", "surrogate", "random", "long"],
)
def test_a_body_is_replayed_byte_for_byte(face: Face, path: str, content: bytes) -> None:
    client, _ = face.scripted(
        lambda request: answer(content=content, x_hiker_info="reqs=1"), archive=path
    )
    for _ in range(2):
        try:
            face.call(client, "user.by_username", "natgeo")
        except errors.UnexpectedShapeError as error:
            assert error.content == content
    assert client.usage.requests == 1
    (entry,) = client.archive
    assert entry.content == content and entry.size == len(content)
    client.archive.close()


@given(st.lists(st.tuples(st.text("ab=&%", max_size=3), st.text(max_size=3)), max_size=5))
def test_url_normalization_is_idempotent(pairs: list[tuple[str, str]]) -> None:
    from urllib.parse import urlencode

    once = normalize_url("https://host/p?" + urlencode(pairs))
    assert normalize_url(once) == once


# What is no archive.


def test_a_folder(face: Face, tmp_path: Path) -> None:
    with pytest.raises(errors.NotAnArchiveError, match="is a folder") as caught:
        face.scripted(script, archive=tmp_path)
    assert caught.value.path == str(tmp_path)
    assert pickle.loads(pickle.dumps(caught.value)).path == str(tmp_path)


def test_a_missing_folder(face: Face, tmp_path: Path) -> None:
    with pytest.raises(errors.NotAnArchiveError, match="is not a folder"):
        face.scripted(script, archive=tmp_path / "no" / "hiker.db")
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize("wrong", ["", "a\0b", 5, b"hiker.db", True])
def test_an_invalid_path_is_refused(face: Face, wrong: Any) -> None:
    with pytest.raises(errors.ArgumentError, match="archive: expected the path") as caught:
        face.scripted(script, archive=wrong)
    assert caught.value.argument == "archive"


@pytest.mark.parametrize("wrong", [-1, None, "5"])
def test_an_invalid_lock_timeout_is_refused(path: str, wrong: Any) -> None:
    with pytest.raises(errors.ArgumentError, match="lock_timeout: expected seconds"):
        Archive(path, lock_timeout=wrong)
    assert not os.path.exists(path)


def test_a_text_file_is_not_changed(face: Face, path: str) -> None:
    Path(path).write_text("notes that are longer than the head of a database\n" * 50)
    before = Path(path).read_bytes()
    with pytest.raises(errors.NotAnArchiveError, match="is not an archive"):
        face.scripted(script, archive=path)
    assert Path(path).read_bytes() == before


def test_another_database_is_not_changed(face: Face, path: str) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE mine (a)")
    other.close()
    before = Path(path).read_bytes()
    with pytest.raises(errors.NotAnArchiveError, match="is a database, but not an archive"):
        face.scripted(script, archive=path)
    assert Path(path).read_bytes() == before


def test_an_archive_of_a_newer_version_is_refused(face: Face, path: str) -> None:
    filled(path)
    plain = sqlite3.connect(path)
    plain.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    plain.close()
    with pytest.raises(errors.ArchiveVersionError, match=f"version {schema.VERSION + 1}.*Update"):
        face.scripted(script, archive=path)


def test_an_archive_of_an_older_version_is_migrated(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path)
    monkeypatch.setattr(schema, "VERSION", 2)
    monkeypatch.setattr(schema, "_MIGRATIONS", {1: "CREATE TABLE more (a); CREATE TABLE yet (b)"})
    with Archive(path) as archive:
        assert len(archive) == 1
    plain = sqlite3.connect(path)
    assert plain.execute("PRAGMA user_version").fetchone() == (2,)
    assert plain.execute("SELECT count(*) FROM more, yet").fetchone() == (0,)
    plain.close()


@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
def test_an_unwritable_folder_is_refused(face: Face, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(errors.ArchiveUnwritableError):
        face.scripted(script, archive=tmp_path / "closed" / "hiker.db")


def test_an_unwritable_file_raises_before_sending(face: Face, path: str) -> None:
    client, transport = face.scripted(script, archive=path)
    client.archive._store.database._writing().execute("PRAGMA query_only = ON")
    with pytest.raises(errors.ArchiveUnwritableError, match="may not be written"):
        face.call(client, "user.by_id", 1)
    assert transport.requests == []
    client.archive.close()


# What goes wrong while it is used: nothing that was paid for is lost.


def test_a_locked_file_raises_before_sending(face: Face, path: str) -> None:
    archive = Archive(path, lock_timeout=0.02)
    client, transport = face.scripted(script, archive=archive)
    face.call(client, "user.by_id", 1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(errors.ArchiveLockedError, match=r"is locked.*0 attempts, not charged"):
        face.call(client, "user.by_id", 2)
    assert len(transport.requests) == 1
    face.call(client, "user.by_id", 1)  # what is there is still read
    other.execute("ROLLBACK")
    other.close()
    face.call(client, "user.by_id", 2)
    assert len(transport.requests) == 2
    archive.close()


def test_a_file_locked_for_readers(face: Face, path: str) -> None:
    filled(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(errors.ArchiveLockedError):
        Archive(path, lock_timeout=0.02)
    other.execute("ROLLBACK")
    other.close()
    with Archive(path, lock_timeout=0.02) as archive:
        client, transport = face.scripted(script, archive=archive)
        assert face.call(client, "user.by_username", "natgeo") and transport.requests == []


def test_a_file_locked_after_sending_loses_nothing(face: Face, path: str) -> None:
    other = sqlite3.connect(path, isolation_level=None)

    def locks(request: Request) -> RawResponse:
        other.execute("BEGIN IMMEDIATE")
        return script(request)

    archive = Archive(path, lock_timeout=0.02)
    client, transport = face.scripted(locks, archive=archive)
    with pytest.raises(errors.ArchiveLockedError, match="1 attempt, charged") as caught:
        face.call(client, "user.by_id", 787132)
    error = pickle.loads(pickle.dumps(caught.value))
    assert error.status == 200 and b"787132" in error.content and error.units == 1
    other.execute("ROLLBACK")
    other.close()
    response = face.call(client, "with_response.user.by_id", 787132)
    assert response.source == "archive" and response.content == error.content
    assert len(transport.requests) == 1
    archive.close()


def test_a_full_disk_loses_nothing_and_stops_spending(face: Face, path: str) -> None:
    archive = Archive(path)
    noise = random.Random(1).randbytes(200_000).hex()

    def fills(request: Request) -> RawResponse:
        pages = archive._store.database._writing().execute("PRAGMA page_count").fetchone()[0]
        archive._store.database._writing().execute(f"PRAGMA max_page_count = {pages + 2}")
        return answer(profile(noise=noise), x_hiker_info="reqs=1")

    client, transport = face.scripted(fills, archive=archive)
    with pytest.raises(errors.ArchiveFullError, match="cannot grow") as caught:
        face.call(client, "user.by_id", 787132)
    assert noise.encode() in caught.value.content and caught.value.charged == "yes"
    for number in (1, 2, 787132):
        with pytest.raises(errors.ArchiveFullError, match="not charged"):
            face.call(client, "user.by_id", number)
    assert len(transport.requests) == 1 and client.usage.units == 1
    archive._store.database._writing().execute("PRAGMA max_page_count = 1000000")
    assert face.call(client, "with_response.user.by_id", 787132).source == "archive"
    assert len(transport.requests) == 1
    archive.close()


def test_closing_stores_what_could_not_be_stored_before(path: str) -> None:
    other = sqlite3.connect(path, isolation_level=None)

    def locks(request: Request) -> RawResponse:
        other.execute("BEGIN IMMEDIATE")
        return script(request)

    archive = Archive(path, lock_timeout=0.02)
    with Hiker(KEY, archive=archive, transport=Scripted(locks)) as client:
        with pytest.raises(errors.ArchiveLockedError):
            client.user.by_id(787132)
    other.close()
    archive.close()
    with Archive(path) as archive:
        assert len(archive) == 1


def test_a_damaged_file_raises_before_sending(face: Face, path: str) -> None:
    with Hiker(KEY, archive=path, transport=Scripted(script)) as client:
        for number in range(1, 40):
            client.user.by_id(number)
    size = os.path.getsize(path)
    with open(path, "r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    sent: list[Request] = []
    with pytest.raises(errors.ArchiveDamagedError, match=r"is damaged.*recover"):
        made, transport = face.scripted(script, archive=path)
        sent = transport.requests
        face.call(made, "user.by_id", 1)
    assert sent == []


def test_a_damaged_response_raises_and_can_be_replaced(face: Face, path: str) -> None:
    filled(path)
    plain = sqlite3.connect(path, isolation_level=None)
    plain.execute("UPDATE bodies SET content = zeroblob(20)")
    plain.close()
    with Archive(path) as archive:
        assert archive.verify() == ["body 1 is not what was stored"]
        client, transport = face.scripted(script, archive=archive)
        with pytest.raises(errors.ArchiveDamagedError, match="refresh=True"):
            face.call(client, "user.by_username", "natgeo")
        assert transport.requests == []
        face.call(client, "user.by_username", "natgeo", refresh=True)
        assert face.call(client, "user.by_username", "natgeo").username == "natgeo"
        assert len(transport.requests) == 1


# Its life.


def test_an_archive_pickles_by_its_path_and_closes_twice(path: str) -> None:
    with Archive(path, lock_timeout=3) as archive:
        again = pickle.loads(pickle.dumps(archive))
        assert again.path == archive.path and repr(again) == f"<Archive {path}>"
        again.close()
        again.close()
        with pytest.raises(errors.ArchiveError, match="is closed"):
            len(again)
        assert len(archive) == 0


def test_a_client_closes_only_an_archive_that_it_opened(face: Face, path: str) -> None:
    with Archive(path) as archive:
        given_one, _ = face.scripted(script, archive=archive)
        own, _ = face.scripted(script, archive=path)
        for client in (given_one, own):
            face.call(client, "aclose" if face.is_async else "close")
            face.call(client, "aclose" if face.is_async else "close")
        assert len(archive) == 0
        with pytest.raises(errors.ArchiveError, match="is closed"):
            len(own.archive)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_fork_damages_neither_process(path: str) -> None:
    archive = Archive(path)
    with Hiker(KEY, archive=archive, transport=Scripted(script)) as client:
        client.user.by_id(1)
        child = os.fork()  # no warning of threads beside it: there are none by now
        if child == 0:
            status = 1
            try:
                client.user.by_id(1)
                client.user.by_id(2)
                archive.close()
                status = 0 if client.usage.saved == 1 else 2
            finally:
                os._exit(status)
        client.user.by_id(3)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        client.user.by_id(2)
        assert len(client._transport.requests) == 2  # type: ignore[attr-defined]
        assert len(archive) == 3 and archive.verify() == []
    archive.close()
    assert os.listdir(os.path.dirname(path)) == ["hiker.db"]


def test_entries_are_listed_in_order_and_filtered(path: str) -> None:
    with Hiker(KEY, archive=path, transport=Scripted(script)) as client:
        for number in range(1, 451):
            client.user.by_id(number)
        client.user.by_username("natgeo")
        archive = client.archive
        assert archive is not None
        assert [entry.id for entry in archive] == list(range(1, 452))
        assert [e.id for e in archive.entries("user_by_username")] == [451]
        middle = next(archive.entries("user_by_username")).received_at
        assert len(list(archive.entries(since=middle))) == 1
        assert len(list(archive.entries(until=middle))) == 450
        assert len(list(archive.entries(since=middle.timestamp() + 1))) == 0
        entry = next(iter(archive))
        assert entry.status == 200 and entry.units == 1 and entry.method == "GET"
        with pytest.raises(errors.ArgumentError, match="since: expected a datetime"):
            list(archive.entries(since=middle.replace(tzinfo=None)))
        archive.prune(older_than=timedelta(0))
        with pytest.raises(errors.ArchiveError, match="was deleted"):
            _ = entry.content


def test_a_client_without_an_archive_does_not_import_sqlite() -> None:
    code = "import sys, hikerkit; hikerkit.Hiker('k' * 9).close(); print('sqlite3' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
