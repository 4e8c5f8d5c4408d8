"""`hikerkit collect`, killed and resumed: the rows in the tables, the units, the memory."""

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
_CONCURRENCY, _PAGE = 8, 50
_KILL_AT = (0.15, 0.4)
"""Shares of all requests after which the process is killed."""


@attrs.frozen
class CollectResult:
    """The result of a collection."""

    kills: int
    concurrency: int
    rows: int
    duplicates: int
    paid_twice: int
    """Units for responses that were paid for before."""
    early: int
    """Peak memory in kB of the last process, after a quarter of its requests."""
    late: int
    """At its end."""
    seconds: float

    @property
    def growth(self) -> float:
        """Peak memory at the end, relative to that after a quarter."""
        return self.late / max(1, self.early)


def run_collect(accounts: int, followers: int) -> CollectResult:
    """Collect accounts with this number of followers each, killed twice before it finishes."""
    import duckdb

    service = MockService(list_size=followers, page_size=_PAGE)
    names = [account.name for account in service.accounts("public", accounts)]
    requests = accounts * (1 + followers // _PAGE)
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder, serve(service) as url:
        (Path(folder) / "names.txt").write_text("\n".join(names))
        for share in _KILL_AT:
            process = _start(folder, url)
            while service.ledger.requests < requests * share and process.poll() is None:
                time.sleep(0.01)
            process.kill()
            process.wait()
        process = _start(folder, url)
        early = late = 0
        quarter = requests * (_KILL_AT[-1] + (1 - _KILL_AT[-1]) / 4)
        while process.poll() is None:
            late = _peak(process.pid) or late
            if not early and service.ledger.requests >= quarter:
                early = late
            time.sleep(0.05)
        if process.returncode:
            raise RuntimeError(f"hikerkit collect ended with {process.returncode}")
        with duckdb.connect(f"{folder}/hiker.duckdb", read_only=True) as tables:
            ((rows, distinct),) = tables.execute(
                "SELECT count(*), count(DISTINCT (subject_id, object_id)) FROM relations"
            ).fetchall()
    paid_twice = sum(times - 1 for times in service.ledger.paid_twice().values())
    return CollectResult(
        len(_KILL_AT), _CONCURRENCY, rows, rows - distinct, paid_twice, early, late,
        time.monotonic() - start,
    )  # fmt: skip


def _start(folder: str, url: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "HIKERAPI_TOKEN": "chaos-key", "HIKERKIT_BASE_URL": url}
    return subprocess.Popen(
        [*_COMMAND, "--file", "names.txt", "--lists", "profile,followers",
         "--concurrency", str(_CONCURRENCY)],
        cwd=folder, env=environment, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _peak(pid: int) -> int:
    """Peak memory of the process in kB."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(lines[0].split()[1]) if lines else 0
