"""Bad input, full disks and closed pipes: one clear line, an exit status, and no data lost."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from hikerkit.mock import MockService
from tests.python.cli.running import FOLLOWERS, Shell, pages, scripted

THREE = pages([{"pk": "1"}, {"pk": "2"}], [{"pk": "3"}, {"pk": "4"}], [{"pk": "5"}])


def clear(text: str) -> bool:
    return text.count("error:") == 1 and "Traceback" not in text and "Exception" not in text


@pytest.mark.parametrize("kind", ["deleted", "private"])
def test_a_deleted_or_private_account(shell: Shell, mock_service: MockService, kind: str) -> None:
    (person,) = mock_service.accounts(kind, 1)
    ran = shell.run("user", "followers", str(person.id), "-o", "x.csv")
    assert ran.returncode == 4 and clear(ran.stderr) and not ran.stdout
    assert ("private" if kind == "private" else "renamed or deleted") in ran.stderr
    assert not list(shell.folder.glob("*.part*")) and not (shell.folder / "x.csv").exists()


def test_an_unknown_name_costs_one_lookup_and_no_list(shell: Shell) -> None:
    ran = shell.run("user", "followers", "no.such.account.here")
    assert ran.returncode == 4 and clear(ran.stderr)
    assert "looking up the id of no.such.account.here: 1 unit" in ran.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "parquet", "table"])
def test_a_full_disk(tmp_path: Path, form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    with scripted(THREE) as (url, requests):
        shell = Shell(tmp_path, url)
        ran = shell.run(*FOLLOWERS, "-o", "/dev/full", "--format", form)
    assert ran.returncode == 1 and clear(ran.stderr) and "No space left" in ran.stderr
    # The paid items are in a file that the message names.
    (kept,) = tmp_path.glob("*.jsonl")
    assert str(kept) in ran.stderr
    saved = {json.loads(line)["pk"] for line in kept.read_text().splitlines()}
    paid = {"1", "2", "3", "4", "5"} if len(requests) == 3 else {"1", "2"}
    assert saved == paid


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "table"])
def test_a_single_response_outlives_a_full_disk(shell: Shell, form: str) -> None:
    words = ("user", "by-username", "natgeo")
    ran = shell.run(*words, "-o", "/dev/full", "--format", form)
    assert ran.returncode == 1 and clear(ran.stderr) and "No space left" in ran.stderr
    (kept,) = shell.folder.glob("*.jsonl")
    assert str(kept) in ran.stderr
    assert json.loads(kept.read_text()) == json.loads(shell.run(*words).stdout)


def test_a_disk_that_fills_up(tmp_path: Path) -> None:
    wide = [[{"pk": str(n * 10 + i), "biography": "b" * 300} for i in range(3)] for n in range(9)]
    for name, form in (("x.jsonl", "jsonl"), ("x.csv", "csv")):
        with scripted(pages(*wide)) as (url, requests):
            shell = Shell(tmp_path / form, url)
            shell.folder.mkdir()
            # No file may pass 4 kB; the rescue of a page has less.
            ran = shell.line(f"ulimit -f 4; H user followers 1 -o {name}")
        assert ran.returncode == 1 and clear(ran.stderr), ran.stderr
        assert 1 < len(requests) < 9 and "page-id" in ran.stderr
        saved: list[str] = []
        for file in shell.folder.iterdir():
            if file.suffix == ".jsonl":
                saved += [json.loads(line)["pk"] for line in file.read_text().splitlines()]
                assert file.name in ran.stderr
            if file.suffix == ".csv":
                saved += [row["pk"] for row in csv.DictReader(file.read_text().splitlines())]
        assert {u["pk"] for page in wide[: len(requests)] for u in page} <= set(saved)


def test_a_folder_without_write_permission_costs_nothing(shell: Shell) -> None:
    (shell.folder / "file").write_text("")
    with scripted(THREE) as (url, requests):
        shell.url = url
        for path in ("file/x.csv", "nowhere/x.jsonl", "."):
            ran = shell.run(*FOLLOWERS, "-o", path, "--format", "jsonl")
            assert ran.returncode == 1 and clear(ran.stderr) and path in ran.stderr
            assert "cannot be written" in ran.stderr
        assert not requests


@pytest.mark.parametrize("form", ["jsonl", "csv", "table", "json"])
def test_a_closed_pipe_is_quiet(shell: Shell, form: str) -> None:
    ran = shell.line(f"H user followers 787132 --format {form} | head -n 1")
    assert ran.returncode in (0, 141) and ran.stdout.count("\n") == 1
    assert "rror" not in ran.stderr and not list(shell.folder.glob("hikerkit-*"))
    ran = shell.line("H user followers 787132 | head -n 1; exit ${PIPESTATUS[0]}")
    assert ran.returncode == 141


@pytest.mark.parametrize("order", [("number", "text"), ("text", "number")])
def test_a_column_that_changes_its_type_loses_nothing(tmp_path: Path, order: tuple[str]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    big = 3870025531093850441
    rows = {
        "number": [{"pk": big, "n": 2**63, "x": 1, "f": 0.5, "o": {"a": 1}}],
        "text": [{"pk": f"{big + 1}", "n": 5, "x": "one", "f": 9007199254740993, "o": "text"}],
    }
    with scripted(pages(*(rows[name] for name in order))) as (url, _):
        shell = Shell(tmp_path, url)
        for name in ("x.parquet", "x.csv"):
            assert shell.run(*FOLLOWERS, "-o", name).returncode == 0
    with open(tmp_path / "x.csv", newline="") as file:
        from_csv = {row["pk"]: row for row in csv.DictReader(file)}
    table = parquet.read_table(tmp_path / "x.parquet")
    for found in (from_csv, {row["pk"]: row for row in table.to_pylist()}):
        number, text = found[str(big)], found[str(big + 1)]
        assert (number["n"], text["n"]) == (str(2**63), "5")
        assert (number["x"], text["x"]) == ("1", "one")
        assert (number["f"], text["f"]) == ("0.5", "9007199254740993")
        assert str(number["o.a"]) == "1" and text["o"] == "text"


def test_a_huge_biography_is_truncated_on_screen_and_complete_in_files(tmp_path: Path) -> None:
    bio = ("\x1b[2J\x9b31m\u202e=cmd|'/c'!A1 \x00\x07\r\n[red]" * 6_000)[:200_000]
    with scripted(pages([{"pk": "1", "full_name": bio, "username": "[bold]x[/bold]"}])) as (url, _):
        shell = Shell(tmp_path, url)
        for columns in (40, 80, 200):
            status, seen = shell.terminal(*FOLLOWERS, columns=columns, NO_COLOR="1", TERM="dumb")
            assert status == 0 and len(seen) < 3_000
            assert columns == 40 or "[bold]x[/bold]" in seen
            for bad in ("\x1b[2J", "\x9b", "\u202e", "\x00", "\x07"):
                assert bad not in seen
            table = [line for line in seen.splitlines() if line.startswith(("pk", "1 "))]
            assert len(table) == 2 and all(len(line) <= columns for line in table)
        for name in ("x.csv", "x.jsonl", "x.json", "x.jsonl.gz"):
            assert shell.run(*FOLLOWERS, "-o", name).returncode == 0
        shown = shell.terminal(*FOLLOWERS, "--format", "csv")[1]
        assert "\x1b[2J" not in shown and "\x9b" not in shown
    with open(tmp_path / "x.csv", newline="", encoding="utf-8") as file:
        csv.field_size_limit(10**7)
        assert next(csv.DictReader(file))["full_name"] == bio
    assert json.loads((tmp_path / "x.jsonl").read_text())["full_name"] == bio
    assert json.loads((tmp_path / "x.json").read_text())[0]["full_name"] == bio
