"""Errors of a collection: a clear message, the exit status, and no data lost."""

from __future__ import annotations

import os
import resource
import subprocess
from pathlib import Path

import pytest

from hikerkit.mock import MockService
from tests.python.cli.running import COMMAND, Shell, environment
from tests.python.collect.reading import rows, table


def test_absent_and_private_accounts(shell: Shell, service: MockService) -> None:
    good = [account.name for account in service.accounts("public", 98)]
    (private,), (deleted,) = service.accounts("private", 1), service.accounts("deleted", 1)
    names = [*good[:50], private.name, deleted.name, *good[50:]]
    (shell.folder / "names.txt").write_text("\n".join(names))
    ran = shell.run("collect", "--file", "names.txt", "--lists", "profile,reels", "--limit", "5")
    assert ran.returncode == 4
    assert "100 accounts" in ran.stderr and "2 not found or private: see the table" in ran.stderr
    database = shell.folder / "hiker.duckdb"
    wrong = rows(database, "SELECT account, list, error FROM lists WHERE error IS NOT NULL")
    assert {(account, name) for account, name, _ in wrong} == {
        (private.name, "clips"), (deleted.name, "profile")
    }  # fmt: skip
    assert all("Error: " in error for *_, error in wrong)
    assert rows(database, "SELECT count(*) FROM account_history") == [(99,)]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "accounts: none given"),
        (
            ("natgeo", "--lists", "folowers"),
            "lists: unknown list 'folowers'; expected one of profile",
        ),
        (("natgeo", "--into", "x.csv"), "into: expected a .duckdb file, a folder"),
        (("natgeo", "--into", "nosuchplace"), "into: Destination"),
        (("nat geo",), "accounts: expected the name or id of an account, got 'nat geo'"),
        (("--file", "none.txt"), "file: none.txt cannot be read: No such file"),
        (("--file", "blob"), "file: blob cannot be read: it is not UTF-8 text"),
        (("--query", "SELEC 1"), "query: Parser Error"),
        (("a.toml",), "a.toml: unknown job option acounts; did you mean accounts?"),
        (("b.toml",), "b.toml: limit: expected a number of items"),
        (("c.toml",), "c.toml: "),
        (("d.toml",), "d.toml cannot be read"),
        (("natgeo", "--concurrency", "1000"), "concurrency: expected 1 to 64"),
    ],
)
def test_invalid_input_sends_nothing(
    shell: Shell, service: MockService, words: tuple[str, ...], message: str
) -> None:
    (shell.folder / "blob").write_bytes(b"\xff\xfe\x00\x01")
    (shell.folder / "a.toml").write_text('acounts = ["natgeo"]')
    (shell.folder / "b.toml").write_text('accounts = ["natgeo"]\nlimit = "5"')
    (shell.folder / "c.toml").write_text("accounts = [")
    ran = shell.run("collect", *words)
    assert ran.returncode == 2 and message in ran.stderr and "Traceback" not in ran.stderr
    assert service.ledger.requests == 0
    assert not (shell.folder / "hiker.duckdb").exists()


def test_unwritable_folder(shell: Shell, service: MockService) -> None:
    (shell.folder / "gone").write_text("a file")
    ran = shell.run("collect", "natgeo", "--into", "gone/x.duckdb")
    assert ran.returncode == 1 and "gone" in ran.stderr and "Traceback" not in ran.stderr
    assert service.ledger.requests == 0


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_folder(shell: Shell, service: MockService) -> None:
    place = shell.folder / "locked"
    place.mkdir()
    place.chmod(0o500)
    ran = shell.run("collect", "natgeo", "--into", "locked/x.duckdb")
    assert ran.returncode == 1 and "cannot be written: Permission denied" in ran.stderr
    assert service.ledger.requests == 0


def test_full_disk_loses_nothing(shell: Shell, service: MockService) -> None:
    """A limit on the size of files acts as a full disk."""

    def limit_file_size() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, resource.RLIM_INFINITY))
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    words = ("collect", "natgeo", "nike", "--lists", "profile,followers,reels,tagged",
             "--limit", "100")  # fmt: skip
    full = subprocess.run(
        [*COMMAND, *words], cwd=shell.folder, env=environment(shell.folder, shell.url),
        capture_output=True, text=True, timeout=60, preexec_fn=limit_file_size,
    )  # fmt: skip
    assert full.returncode == 1, full.stderr
    assert "error:" in full.stderr and "Traceback" not in full.stderr
    ran = shell.run(*words)
    assert ran.returncode == 0, ran.stderr
    assert table(Path(shell.folder / "hiker.duckdb"), "lists", "error") == {(None,)}
    assert not service.ledger.paid_twice()


def test_missing_extra(shell: Shell) -> None:
    program = "import sys; sys.modules['dlt'] = None; from hikerkit.cli import main; main()"
    ran = subprocess.run(
        [COMMAND[0], "-c", program, "collect", "natgeo"], capture_output=True, text=True,
        env=environment(shell.folder, shell.url), cwd=shell.folder,
    )  # fmt: skip
    assert ran.returncode == 2 and "pip install 'hikerkit[collect]'" in ran.stderr


def test_estimate_sends_nothing(shell: Shell, service: MockService) -> None:
    ran = shell.run("collect", "natgeo", "787132", "--lists", "followers", "--estimate",
                    HIKERAPI_TOKEN=None)  # fmt: skip
    assert ran.returncode == 0 and service.ledger.requests == 0
    assert '"list": "name lookup"' in ran.stdout and '"list": "total"' in ran.stdout
    assert not (shell.folder / "hiker.duckdb").exists()


def test_command_line_imports_no_extra(shell: Shell) -> None:
    ran = subprocess.run(
        [COMMAND[0], "-c", "import sys, hikerkit, hikerkit.cli.app; "
         "print([m for m in ('dlt', 'duckdb', 'pyarrow') if m in sys.modules])"],
        capture_output=True, text=True, env=environment(shell.folder, shell.url), check=True,
    )  # fmt: skip
    assert ran.stdout.strip() == "[]"
