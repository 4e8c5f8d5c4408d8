"""Rate stores: the file, its permissions, damage, and processes that share it."""

from __future__ import annotations

import itertools
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from hikerkit import errors
from hikerkit.stores.open import open_rate_store
from hikerkit.stores.sqlite import SqliteRateStore
from tests.conftest import Clock
from tests.sync_async import KEY, Face, answer

USER = answer({"user": {"pk": "1"}}, x_hiker_info="reqs=1")


def test_the_state_is_private_and_has_no_key(face: Face, clock: Clock, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    client, _ = face.scripted(lambda request: USER, rate=5, state_dir=folder)
    face.call(client, "user.by_id", 1)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in folder.iterdir():
        assert KEY.encode() not in path.read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with sqlite3.connect(folder / "rate.db") as file:
        (name,) = file.execute("SELECT key FROM rate").fetchone()
    assert name != SqliteRateStore(tmp_path).name(KEY)  # each file has a salt of its own


def test_without_a_rate_nothing_is_written(face: Face, tmp_path: Path) -> None:
    client, _ = face.scripted(lambda request: USER, state_dir=tmp_path / "none")
    face.call(client, "user.by_id", 1)
    assert list(tmp_path.iterdir()) == []


def test_without_a_usable_folder_the_rate_holds_per_process(
    face: Face, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HIKERKIT_STATE", str(tmp_path / "file" / "in"))
    client, _ = face.scripted(lambda request: USER, rate=1)
    for _ in range(2):
        face.call(client, "user.by_id", 1)
    assert sum(clock.naps) == pytest.approx(1.012)
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_given_folder_has_to_be_usable(face: Face, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for wrong in (tmp_path / "file", tmp_path / "file" / "in", 5):
        with pytest.raises(errors.ArgumentError, match="state_dir: ") as caught:
            face.scripted(lambda request: USER, rate=1, state_dir=wrong)
        assert caught.value.argument == "state_dir"


def test_a_file_that_breaks_later_stops_no_call(
    face: Face, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    monkeypatch.setenv("HIKERKIT_STATE", str(tmp_path))
    client, _ = face.scripted(lambda request: USER, rate=1)
    face.call(client, "user.by_id", 1)
    with sqlite3.connect(tmp_path / "rate.db") as file:
        file.execute("DROP TABLE rate")
    for _ in range(3):
        face.call(client, "user.by_id", 1)
    # The first of them starts with an empty state in memory.
    assert sum(clock.naps) > 1 and len(caplog.records) == 1


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '["a",1,2,[],null,0]', "[1,2,3,4,5,6]", "[NaN,0,0,[],null,0]",
             '[0,0,0,["x"],null,0]', "[0,1e300,0,[],null,0]", "[0,0,1e300,[],null,0]"],
)  # fmt: skip
def test_a_damaged_state_starts_over(face: Face, clock: Clock, tmp_path: Path, text: str) -> None:
    state = SqliteRateStore(tmp_path)
    with sqlite3.connect(tmp_path / "rate.db") as file:
        file.execute("INSERT INTO rate VALUES (?, ?)", (state.name(KEY), text))
    client, _ = face.scripted(lambda request: USER, rate=1, state_dir=tmp_path)
    face.call(client, "user.by_id", 1)
    assert sum(clock.naps) <= 2


PROGRAM = """
import sys
from pathlib import Path
from hikerkit.layers.rate_schedule import RateSchedule
from hikerkit.stores.sqlite import SqliteRateStore
store = SqliteRateStore(Path(sys.argv[1]))
name = store.name("key")

def reserve(state):
    schedule = RateSchedule.unpack(state)
    slot, _ = schedule.reserve(1000.0, 10.0, None)
    return schedule.pack(), slot

for _ in range(50):
    print(store.update(name, reserve))
"""


def test_processes_never_get_the_same_slot(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    slots = sorted(float(line) for p in running for line in p.communicate()[0].split())
    assert len(slots) == 200 and slots[0] == 1000.0
    gaps = [after - before for before, after in itertools.pairwise(slots)]
    assert min(gaps) >= 0.1012 - 1e-6 and max(gaps) <= 0.1012 + 1e-6


def test_the_default_folder_is_the_users_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("HIKERKIT_STATE")
    monkeypatch.setattr("hikerkit.stores.open.sys.platform", "linux")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "xdg"))
    open_rate_store(None)
    assert (tmp_path / "xdg" / "hikerkit" / "rate.db").is_file()
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    open_rate_store(None)
    assert (tmp_path / "home" / ".local" / "state" / "hikerkit" / "rate.db").is_file()
