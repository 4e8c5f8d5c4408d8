"""A collection that is killed on the way and run again: what is in the tables, what was paid."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import attrs

from hikerkit.mock import MockService, serve

_COMMAND = [sys.executable, "-c", "from hikerkit.cli import main; main()", "collect"]
_AT_ONCE, _PAGE = 8, 50
_KILLED_AT = (0.15, 0.4)
"""Shares of all requests."""


@attrs.frozen
class Collected:
    """What came of it."""

    kills: int
    at_once: int
    rows: int
    doubled: int
    twice: int
    """Units paid for something that was paid for before."""
    early: int
    """Peak memory in kB of the last start, after a quarter of what was left to ask for."""
    late: int
    """At its end."""
    seconds: float

    @property
    def growth(self) -> float:
        """Peak memory at the end over that after a quarter."""
        return self.late / max(1, self.early)


def collect(accounts: int, followers: int) -> Collected:
    """Collect so many accounts with so many followers each, killed twice on the way."""
    import duckdb

    service = MockService(list_size=followers, page_size=_PAGE)
    names = [account.name for account in service.accounts("public", accounts)]
    requests = accounts * (1 + followers // _PAGE)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder, serve(service) as url:
        (Path(folder) / "names.txt").write_text("\n".join(names))
        for share in _KILLED_AT:
            process = _start(folder, url)
            while service.ledger.requests < requests * share and process.poll() is None:
                time.sleep(0.01)
            process.kill()
            process.wait()
        process = _start(folder, url)
        early = late = 0
        quarter = requests * (_KILLED_AT[-1] + (1 - _KILLED_AT[-1]) / 4)
        while process.poll() is None:
            late = _peak(process.pid) or late
            if not early and service.ledger.requests >= quarter:
                early = late
            time.sleep(0.05)
        if process.returncode:
            raise RuntimeError(f"hikerkit collect ended with {process.returncode}")
        with duckdb.connect(f"{folder}/hiker.duckdb", read_only=True) as tables:
            ((rows, different),) = tables.execute(
                "SELECT count(*), count(DISTINCT (subject_id, object_id)) FROM relations"
            ).fetchall()
    twice = sum(times - 1 for times in service.ledger.paid_twice().values())
    return Collected(
        len(_KILLED_AT), _AT_ONCE, rows, rows - different, twice, early, late,
        time.monotonic() - began,
    )  # fmt: skip


def _start(folder: str, url: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "HIKERAPI_TOKEN": "chaos-key", "HIKERKIT_BASE_URL": url}
    return subprocess.Popen(
        [*_COMMAND, "--file", "names.txt", "--lists", "profile,followers",
         "--concurrency", str(_AT_ONCE)],
        cwd=folder, env=environment, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _peak(pid: int) -> int:
    """Most memory that the process has had, in kB."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(lines[0].split()[1]) if lines else 0
