"""A run that was killed, interrupted or stopped by a budget resumes; nothing is paid for twice."""

from __future__ import annotations

import signal
import subprocess
import time

import pytest

from hikerkit.mock import MockService
from tests.python.cli.running import COMMAND, Shell, environment
from tests.python.collect.reading import rows

JOB = ("collect", "--file", "names.txt", "--lists", "profile,followers,reels", "--limit", "150")


def names(shell: Shell, service: MockService, count: int) -> list[str]:
    accounts = [account.name for account in service.accounts("public", count)]
    (shell.folder / "names.txt").write_text("\n".join(accounts))
    return accounts


def assert_complete(shell: Shell, service: MockService, count: int) -> None:
    """The tables have every list of each account, with all of its items."""
    database = shell.folder / "hiker.duckdb"
    assert rows(database, "SELECT count(*) FROM lists") == [(3 * count,)]
    assert rows(database, "SELECT count(*) FROM lists WHERE error IS NOT NULL") == [(0,)]
    differing = rows(
        database,
        "SELECT count(*) FROM lists JOIN "
        "(SELECT subject_id, relation, count(*) AS n FROM relations "
        "GROUP BY ALL) ON subject_id = account_id AND relation = list WHERE n <> items",
    )
    assert differing == [(0,)]
    assert rows(database, "SELECT count(*) FROM account_history") == [(count,)]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_interrupted_run_resumes(
    shell: Shell, service: MockService, number: signal.Signals
) -> None:
    names(shell, service, 12)
    starts = 0
    for after in (12, 30):  # requests
        process = subprocess.Popen(
            [*COMMAND, *JOB], cwd=shell.folder, env=environment(shell.folder, shell.url),
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        while service.ledger.requests < after and process.poll() is None:
            time.sleep(0.002)
        process.send_signal(number)
        _, stderr = process.communicate(timeout=60)
        starts += 1
        if number == signal.SIGINT and process.returncode:
            assert process.returncode == 130, stderr
            assert "run the same command again to resume" in stderr
    ran = shell.run(*JOB)
    assert ran.returncode == 0, ran.stderr
    assert "resuming the run of" in ran.stderr
    assert_complete(shell, service, 12)
    assert "saved by the archive" in ran.stderr
    twice = sum(times - 1 for times in service.ledger.paid_twice().values())
    # At most the requests in flight when it was killed: eight accounts at a time.
    assert twice <= (8 * starts if number == signal.SIGKILL else 0)


def test_run_stopped_by_a_budget_resumes(shell: Shell, service: MockService) -> None:
    names(shell, service, 8)
    spent = shell.run(*JOB, "--max-units", "15")
    assert spent.returncode == 3
    assert "run the same command again to resume\nerror: " in spent.stderr
    assert service.ledger.units == 15
    loaded = rows(shell.folder / "hiker.duckdb", "SELECT count(*) FROM account_history")
    assert loaded[0][0] > 0
    ran = shell.run(*JOB)
    assert ran.returncode == 0, ran.stderr
    assert_complete(shell, service, 8)
    assert not service.ledger.paid_twice()
    units = service.ledger.units
    assert shell.run(*JOB).returncode == 0
    # The run was finished, so this one is new and requests everything again.
    assert service.ledger.units == 2 * units


def test_two_runs_at_once_are_refused(shell: Shell, service: MockService) -> None:
    names(shell, service, 3)
    service.faults.add("delay=3")
    first = subprocess.Popen(
        [*COMMAND, *JOB], cwd=shell.folder, env=environment(shell.folder, shell.url),
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not service.ledger.requests and first.poll() is None:
        time.sleep(0.01)
    second = shell.run(*JOB)
    assert second.returncode == 1 and "another run is collecting into it" in second.stderr
    first.communicate(timeout=60)
    assert first.returncode == 0
