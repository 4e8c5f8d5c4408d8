"""balance, usage, archive, doctor, completion and the help of the command tree."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hikerkit import Budget
from hikerkit.mock import MockService, Plan, serve
from tests.python.cli.running import FOLLOWERS, KEY, Shell, pages, scripted


def filled(shell: Shell) -> list[str]:
    """An archive with a list and a profile in it."""
    at = ["--archive", "a.db"]
    assert shell.run("user", "followers", "787132", "--limit", "60", *at).returncode == 0
    assert shell.run("user", "by-username", "natgeo", *at).returncode == 0
    return at


def test_balance(shell: Shell) -> None:
    with serve(MockService(keys={KEY: Plan(requests=77, rate=3)})) as url:
        shell.url = url
        found = json.loads(shell.run("balance").stdout)
        assert found["units"] == 77 and found["rate"] == 3
        assert "77" in shell.terminal("balance")[1]
        refused = shell.run("balance", HIKERAPI_TOKEN="another")
    assert refused.returncode == 1 and "Check the key" in refused.stderr
    assert "another" not in refused.stderr


def test_an_empty_balance_is_status_3(shell: Shell) -> None:
    with serve(MockService(keys={KEY: Plan(requests=2)}, list_size=300)) as url:
        shell.url = url
        ran = shell.run("user", "followers", "787132", "-o", "x.csv")
    assert ran.returncode == 3 and "Top up" in ran.stderr and "x.partial.csv" in ran.stderr


def test_a_list_truncated_by_the_service_is_status_5(tmp_path: Path) -> None:
    with scripted(pages([{"pk": "1"}], should_limit_list_of_followers=True)) as (url, _):
        ran = Shell(tmp_path, url).run(*FOLLOWERS, "-o", "x.jsonl")
    assert ran.returncode == 5 and ran.stderr.startswith("cut off by the service: 1 item")
    assert (tmp_path / "x.jsonl").exists()


def test_usage_of_an_archive(shell: Shell) -> None:
    at = filled(shell)
    Budget(100, path=shell.folder / "a.db", name="march").reserve(7)
    ran = shell.run("usage", *at)
    rows = {row["operation"]: row for row in map(json.loads, ran.stdout.splitlines())}
    assert rows["user_followers"]["units"] == rows["user_followers"]["responses"] >= 2
    assert rows["user_by_username"]["units"] == 1 and "paid" in ran.stderr
    assert "budget march: 0 units spent, 0 uncertain, 7 reserved" in ran.stderr
    assert len(shell.run("usage", "--by", "day", *at).stdout.splitlines()) == 1
    assert "march" not in shell.run("usage", "--archive", "none.db").stderr


def test_the_archive_from_a_terminal(shell: Shell) -> None:
    at = filled(shell)
    rows = [json.loads(line) for line in shell.run("archive", "ls", *at).stdout.splitlines()]
    assert {row["operation"] for row in rows} == {"user_followers", "user_by_username"}
    only = shell.run("archive", "ls", *at, "--operation", "user_by_username", "--within", "1h")
    (profile,) = [json.loads(line) for line in only.stdout.splitlines()]
    table = shell.run("archive", "ls", *at, "--format", "table").stdout
    assert table.startswith("number") and len(table.splitlines()) == len(rows) + 1
    shown = shell.run("archive", "show", *at, str(profile["number"]))
    assert json.loads(shown.stdout)["user"]["username"] == "natgeo"
    assert shell.run("archive", "show", *at, "999").returncode == 4
    assert shell.run("archive", "export", *at, "all.jsonl").returncode == 0
    exported = (shell.folder / "all.jsonl").read_text()
    assert exported == shell.run("archive", "export", *at, "-").stdout
    assert len(exported.splitlines()) == len(rows)
    assert shell.run("archive", "prune", *at).returncode == 2
    assert "0 responses removed" in shell.run("archive", "prune", *at, "--older-than", "1d").stderr
    refused = shell.run("archive", "forget", "natgeo", *at)
    assert refused.returncode == 2 and "--yes" in refused.stderr
    assert "removed" in shell.run("archive", "forget", "natgeo", "--yes", *at).stderr
    assert not shell.run("archive", "ls", *at, "--operation", "user_by_username").stdout
    assert "removed" in shell.run("archive", "prune", *at, "--max-bytes", "0").stderr
    assert not shell.run("archive", "ls", *at).stdout


@pytest.mark.parametrize("words", [("archive", "ls"), ("usage",), ("archive", "prune")])
def test_a_missing_archive_is_not_created(shell: Shell, words: tuple[str, ...]) -> None:
    assert "give --archive FILE" in shell.run(*words).stderr
    ran = shell.run(*words, "--archive", "none.db")
    assert ran.returncode == 2 and "there is no archive at none.db" in ran.stderr
    assert not (shell.folder / "none.db").exists()
    (shell.folder / "text.db").write_text("no archive" * 100)
    ran = shell.run(*words, "--archive", "text.db", *(["--max-bytes", "1"] * ("prune" in words)))
    assert ran.returncode == 1 and ran.stderr.startswith("error: ")


def test_doctor_finds_no_problem(shell: Shell) -> None:
    ran = shell.run("doctor", "--archive", "a.db", "--rate", "auto")
    rows = {row["what"]: row for row in map(json.loads, ran.stdout.splitlines())}
    assert ran.returncode == 0 and "nothing is wrong" in ran.stderr
    assert rows["key"]["state"] == rows["host"]["state"] == rows["balance"]["state"] == "ok"
    assert rows["extra cli"]["state"] == "ok" and "will be created" in rows["archive"]["found"]
    assert KEY not in ran.stdout + ran.stderr and not (shell.folder / "a.db").exists()


def test_doctor_says_what_is_wrong_and_what_to_do(shell: Shell) -> None:
    def wrong(*words: str, **more: str | None) -> dict[str, str]:
        ran = shell.run("doctor", *words, **more)
        assert ran.returncode == 1 and KEY not in ran.stdout + ran.stderr, ran.stderr
        rows = map(json.loads, ran.stdout.splitlines())
        bad = [row for row in rows if row["state"] == "wrong"]
        found = {row["what"]: f"{row['found']} {row['todo']}" for row in bad}
        assert all(what in ran.stderr for what in found)
        return found

    assert "export HIKERAPI_TOKEN=" in wrong(HIKERAPI_TOKEN=None)["key"]
    assert "copy the key once more" in wrong(HIKERAPI_TOKEN="two words")["key"]
    assert (
        "cannot be reached" in wrong("--base-url", "http://127.0.0.1:9", "--retries", "0")["host"]
    )
    assert "--rate 15" in wrong("--rate", "99")["rate"]
    (shell.folder / "text.db").write_text("no archive" * 100)
    assert "archive" in wrong("--archive", "text.db")
    assert "archive" in wrong("--archive", "nowhere/x.db")
    with serve(MockService(keys={KEY: Plan(requests=0)})) as url:
        assert "top up" in wrong("--base-url", url)["balance"]
        assert "refused" in wrong("--base-url", url, HIKERAPI_TOKEN="another")["balance"]
    (shell.folder / "hikerkit.toml").write_text("max_unit = 1")
    assert "did you mean max_units" in wrong()["settings"]


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion(shell: Shell, name: str) -> None:
    ran = shell.run("completion", name)
    assert ran.returncode == 0 and "_HIKERKIT_COMPLETE" in ran.stdout
    assert shell.run("completion", "tcsh").returncode == 2


def test_completion_knows_the_operations(shell: Shell) -> None:
    ran = shell.run(
        _HIKERKIT_COMPLETE="bash_complete", COMP_WORDS="hikerkit user fol", COMP_CWORD="2"
    )
    assert {line.split(",")[1] for line in ran.stdout.splitlines()} == {"followers", "following"}


def test_a_mistyped_command_gets_a_suggestion(shell: Shell) -> None:
    for words, right in ((("user", "folowers"), "followers"), (("usr",), "user")):
        ran = shell.run(*words)
        assert ran.returncode == 2 and f"Did you mean {right}" in ran.stderr.replace("'", "")


def test_help_shows_exit_statuses_and_loads_few_modules() -> None:
    program = (
        "import sys; sys.argv = ['hikerkit', '--help']\n"
        "from hikerkit.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'rich', 'pyarrow', 'httpx', 'sqlite3', 'hikerkit.archive.archive', 'logging'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.stderr == "[]\n"
    for status in ("0 ", "1 ", "2 ", "3 ", "4 ", "5 ", "130 ", "141 "):
        assert f"\n    {status}" in ran.stdout
