"""Export as JSON lines without losing a digit, and prune by age and size."""

from __future__ import annotations

import base64
import io
import json
import os
import random
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from hikerkit import Hiker, errors
from hikerkit.archive import Archive
from hikerkit.archive.entry import Entry
from hikerkit.archive.maintenance.export import format_line
from hikerkit.transports.base import RawResponse, Request
from tests.python.archive.conftest import Clock
from tests.python.archive.service import profile, query, script
from tests.sync_async import KEY, Face, Scripted, answer


def test_each_response_is_exported_as_a_line(face: Face, path: str, tmp_path: Path) -> None:
    content = b'{"user":\n {"pk": 3870025531093850440, "x": 1.10, "username": "n"}}\r\n'
    client, _ = face.scripted(
        lambda r: answer(content=content, x_hiker_info="reqs=2"), archive=path
    )
    face.call(client, "user.by_username", "natgeo")
    target = tmp_path / "out.jsonl"
    assert client.archive.export(target) == 1
    raw = target.read_bytes()
    assert b'{"user":  {"pk": 3870025531093850440, "x": 1.10, "username": "n"}}' in raw
    assert raw.count(b"\n") == 1 and raw.endswith(b"}\n")
    line = json.loads(raw)
    (entry,) = client.archive
    assert line["url"] == entry.url and line["method"] == "GET" and line["status"] == 200
    assert line["operation"] == "user_by_username" and line["units"] == 2
    assert datetime.fromisoformat(line["received_at"]) == entry.received_at
    assert line["body"]["user"]["pk"] == 3870025531093850440
    assert line["headers"]["content-type"] == "application/json" and line["replayable"] is True
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert client.archive.export(target) == 1 and target.read_bytes() == raw  # replaced
    buffer = io.BytesIO()
    assert client.archive.export(buffer) == 1 and buffer.getvalue() == raw
    assert sorted(os.listdir(tmp_path)) == ["hiker.db", "hiker.db-shm", "hiker.db-wal", "out.jsonl"]
    client.archive.close()


def test_a_body_that_is_not_json_is_exported_as_base64(path: str) -> None:
    for content in (b"<html>\n", b"\xff\xfe", '{"a": 1}'.encode("utf-16"), b"\xef\xbb\xbf{}", b""):
        with Hiker(KEY, archive=path, transport=_always(content)) as client:
            with pytest.raises(errors.HikerError):
                client.user.by_id(1, refresh=True)
            archive = client.archive
            assert archive is not None
            buffer = io.BytesIO()
            archive.export(buffer)
            line = json.loads(buffer.getvalue().splitlines()[-1])
            assert base64.b64decode(line["body_base64"]) == content and "body" not in line


def _always(content: bytes) -> Scripted:
    return Scripted(lambda request: answer(content=content, x_hiker_info="reqs=1"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.text(), JSON), st.sampled_from([None, 2]), st.booleans())
def test_any_json_survives_the_export(data: Any, indent: int | None, ascii_only: bool) -> None:
    content = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
    entry = Entry(
        1, "o", "GET", "https://host/ü?a=\N{PILE OF POO}", datetime.now(UTC), 200, None,
        {"x": 'a"\n'}, 0, True, 1, None,  # type: ignore[arg-type]
    )  # fmt: skip
    line = format_line(entry, content.encode("utf-8", "surrogatepass"))
    assert line.count(b"\n") == 1 and line.endswith(b"\n")
    read = json.loads(line)
    if "body" in read:
        assert read["body"] == data
    else:
        assert base64.b64decode(read["body_base64"]) == content.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("wrong", [None, 5, io.StringIO()])
def test_an_invalid_target_is_refused(path: str, wrong: Any) -> None:
    with Hiker(KEY, archive=path, transport=Scripted(script)) as client:
        client.user.by_id(1)
        assert client.archive is not None
        with pytest.raises(errors.ArgumentError, match="target: expected"):
            client.archive.export(wrong)
        with pytest.raises(errors.ArgumentError, match="another file"):
            client.archive.export(path)


def test_a_failed_export_keeps_the_old_file(path: str, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("before")
    with Hiker(KEY, archive=path, transport=Scripted(script)) as client:
        client.user.by_id(1)
        assert client.archive is not None
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "replace", lambda *names: (_ for _ in ()).throw(OSError("full")))
            with pytest.raises(OSError, match="full"):
                client.archive.export(target)
    assert target.read_text() == "before" and sorted(os.listdir(tmp_path)) == [
        "hiker.db", "out.jsonl",
    ]  # fmt: skip


def aged(path: str, days: list[int], size: int = 0) -> Archive:
    """An archive with a response of each of these ages, each of about so many bytes."""
    noise = random.Random(3)
    archive = Archive(path)

    def made(request: Request) -> RawResponse:
        number = int(query(request)["id"])
        came = datetime.now(UTC) - timedelta(days=days[number - 1])
        body = profile("n", number, noise=noise.randbytes(size // 2).hex())
        return structs.replace(answer(body, x_hiker_info="reqs=1"), received_at=came)

    client = Hiker(KEY, archive=archive, transport=Scripted(made))
    for number in range(1, len(days) + 1):
        client.user.by_id(number)
    return archive


@pytest.mark.parametrize("age", [timedelta(days=5), 5 * 86400])
def test_prune_by_age(path: str, age: Any) -> None:
    archive = aged(path, [9, 6, 4, -2, 0], size=40_000)
    report = archive.prune(older_than=age)
    assert (report.entries, report.bodies) == (2, 2)
    assert report.size == os.path.getsize(path) and report.bytes > 20_000
    assert [entry.id for entry in archive] == [3, 4, 5]
    assert archive.prune(older_than=age).entries == 0
    archive.close()


def test_prune_by_size_deletes_the_oldest_and_no_more_than_needed(path: str) -> None:
    archive = aged(path, [0] * 50, size=40_000)
    full = archive.prune().size
    report = archive.prune(max_bytes=full // 2)
    assert full // 3 < report.size <= full // 2 and report.size == os.path.getsize(path)
    left = [entry.id for entry in archive]
    assert left == list(range(report.entries + 1, 51)) and archive.verify() == []
    assert archive.prune(max_bytes=0).entries == len(left)
    assert len(archive) == 0
    archive.close()


def test_prune_after_the_clock_was_set_back_keeps_new_entries(path: str, clock: Clock) -> None:
    archive = aged(path, [1])
    clock.ahead = -30 * 86400.0
    assert archive.prune(older_than=10).entries == 0
    archive.close()


def test_a_body_stays_as_long_as_an_entry_has_it(path: str) -> None:
    times = iter([30, 0])

    def made(request: Request) -> RawResponse:
        came = datetime.now(UTC) - timedelta(days=next(times))
        return structs.replace(answer(profile()), received_at=came)

    with Hiker(KEY, archive=path, transport=Scripted(made)) as client:
        client.user.by_id(1)
        client.user.by_id(2)
        assert client.archive is not None
        report = client.archive.prune(older_than=timedelta(days=7))
        assert (report.entries, report.bodies) == (1, 0)
        (entry,) = client.archive
        assert entry.data() == profile()


@pytest.mark.parametrize(
    "wrong", [{"older_than": -1}, {"older_than": "1"}, {"max_bytes": -1}, {"max_bytes": 1.5}]
)
def test_prune_refuses_invalid_bounds(path: str, wrong: dict[str, Any]) -> None:
    with Archive(path) as archive:
        with pytest.raises(errors.ArgumentError, match=next(iter(wrong))):
            archive.prune(**wrong)
