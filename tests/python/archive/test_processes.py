"""Several processes on one archive, some of them killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from hikerkit.archive import Archive
from tests.python.archive.service import BIG, PAGES, PER_PAGE

ROOT = Path(__file__).parents[3]
ITEMS = [str(BIG + number) for number in range(PAGES * PER_PAGE)]


def start(folder: Path, output: str, hang_at: str = "-") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.python.archive.worker"]
        + [str(folder / name) for name in ("hiker.db", "ledger", output)]
        + [hang_at],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def lines(path: Path) -> list[str]:
    return path.read_text().split() if path.exists() else []


def wait_for_hang(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"


@pytest.mark.parametrize("at", range(PAGES))
def test_a_killed_run_can_be_run_again(tmp_path: Path, at: int) -> None:
    first = start(tmp_path, "first", hang_at=f"c{at}")
    wait_for_hang(first)
    first.kill()
    first.communicate()
    assert lines(tmp_path / "first") == ITEMS[: at * PER_PAGE]
    again = start(tmp_path, "again")
    again.communicate()
    assert again.returncode == 0
    assert lines(tmp_path / "again") == ITEMS
    # Paid twice: the one request that was in flight, and nothing that was handed over.
    assert Counter(lines(tmp_path / "ledger")) == {
        f"c{page}": 2 if page == at else 1 for page in range(PAGES)
    }
    assert {name for name in os.listdir(tmp_path) if "hiker" in name} == {"hiker.db"}
    with Archive(tmp_path / "hiker.db") as archive:
        assert len(archive) == PAGES and archive.verify() == []


def test_a_run_killed_at_any_moment_can_be_run_again(tmp_path: Path) -> None:
    """Killed between requests too: as soon as so many items are there."""
    for handed_over in (1, 7, 23, 39):
        process = start(tmp_path, f"out{handed_over}")
        while len(lines(tmp_path / f"out{handed_over}")) < handed_over and process.poll() is None:
            pass
        process.kill()
        process.communicate()
        with Archive(tmp_path / "hiker.db") as archive:
            assert len(archive) * PER_PAGE >= handed_over and archive.verify() == []
    last = start(tmp_path, "last")
    last.communicate()
    assert lines(tmp_path / "last") == ITEMS
    paid = Counter(lines(tmp_path / "ledger"))
    assert set(paid) == {f"c{page}" for page in range(PAGES)}
    assert sum(paid.values()) <= PAGES + 4  # at most what was in flight at each kill


def test_processes_that_read_the_same_list_at_once_pay_once(tmp_path: Path) -> None:
    first = start(tmp_path, "out0", hang_at="c2")
    wait_for_hang(first)
    others = [start(tmp_path, f"out{number}") for number in (1, 2)]
    for process in others:  # they have what is there, and wait for the rest
        while len(lines(tmp_path / f"out{1 + others.index(process)}")) < 2 * PER_PAGE:
            assert process.poll() is None
    assert first.stdin is not None
    first.stdin.write("\n")
    first.stdin.flush()
    for process in [first, *others]:
        process.communicate()
        assert process.returncode == 0
    for number in range(3):
        assert lines(tmp_path / f"out{number}") == ITEMS
    assert Counter(lines(tmp_path / "ledger")) == {f"c{page}": 1 for page in range(PAGES)}


def test_processes_that_wait_for_a_killed_one_continue(tmp_path: Path) -> None:
    first = start(tmp_path, "out0", hang_at="c2")
    wait_for_hang(first)
    other = start(tmp_path, "out1")
    while len(lines(tmp_path / "out1")) < 2 * PER_PAGE:
        assert other.poll() is None
    first.kill()
    first.communicate()
    other.communicate()
    assert lines(tmp_path / "out1") == ITEMS
    paid = Counter(lines(tmp_path / "ledger"))
    assert paid == {f"c{page}": 2 if page == 2 else 1 for page in range(PAGES)}
