"""In a terminal: tables that fit, a progress bar on stderr, Ctrl-C; in a pipe none of these."""

from __future__ import annotations

import json
import re
import shlex
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pty", reason="needs a pseudo-terminal")

from tests.python.cli.running import (
    COMMAND,
    FOLLOWERS,
    Shell,
    environment,
    pages,
    scripted,
    without_codes,
)

MANY = [[{"pk": str(100 * n + i)} for i in range(10)] for n in range(6)]


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_table_fits_the_terminal(shell: Shell, columns: int) -> None:
    words = ("user", "followers", "787132", "--limit", "60")
    status, seen = shell.terminal(*words, columns=columns, TERM="dumb")
    lines = seen.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("pk"))
    table = [line for line in lines[start:] if line[:1].isdigit() or line.startswith("pk")]
    assert status == 0 and len(table) == 61
    assert all(len(line) <= columns for line in table)
    if columns == 200:
        assert table[0].split() == ["pk", "username", "full_name", "is_private", "is_verified"]
        assert "…" not in "".join(table)
    # Ids are never truncated.
    assert all(line.split()[0].isdigit() for line in table[1:])


def test_the_progress_bar_needs_a_terminal(shell: Shell) -> None:
    words = ("user", "followers", "787132", "--limit", "120", "-o", "x.jsonl")
    _, seen = shell.terminal(*words, columns=120)
    seen = without_codes(seen)
    assert "120/120" in seen and "4 units, " in seen and "left" in seen and "/s" in seen
    ran = shell.run(*words)
    for text in (ran.stdout, ran.stderr):
        assert "\x1b" not in text and "━" not in text and "\r" not in text
    assert ran.stderr.startswith("complete: 120 items")
    # The bar on the terminal stays out of results in a pipe.
    with open(shell.folder / "piped", "w+") as piped:
        _, seen = shell.terminal(*words[:-2], stdout=piped.fileno())
        piped.seek(0)
        assert len([json.loads(line) for line in piped]) == 120
    assert "120/120" in without_codes(seen)


def test_the_progress_bar_shows_time_and_budget(tmp_path: Path) -> None:
    with scripted(pages(*MANY, pause=0.4)) as (url, _):
        words = (*FOLLOWERS, "--limit", "60", "-o", "x.jsonl", "--max-units", "9")
        _, seen = Shell(tmp_path, url).terminal(*words, columns=120)
    text = without_codes(seen)
    assert re.search(r"[2-5]0/60 +[0-9]+/s +0:0[0-9] left", text), text
    assert "2 units, 7 left" in text and "6 units, 3 left" in text


def test_colours_can_be_turned_off(shell: Shell) -> None:
    words = ("user", "by-username", "natgeo")
    assert "\x1b[1m" in shell.terminal(*words)[1]
    assert "\x1b" not in shell.terminal(*words, NO_COLOR="1")[1]
    assert "\x1b" not in shell.run(*words, "--format", "table").stdout


@pytest.mark.parametrize("name", ["x.jsonl", "x.csv", "x.json", "x.jsonl.gz"])
def test_ctrl_c_ends_it_cleanly(tmp_path: Path, name: str) -> None:
    sent: list[bool] = []

    with scripted(pages(*MANY, pause=0.3)) as (url, requests):
        shell = Shell(tmp_path, url)
        (tmp_path / name).write_text("from before")

        def press(seen: str, process: subprocess.Popen[bytes]) -> None:
            if "10" in without_codes(seen) and not sent:
                sent.append(True)
                process.send_signal(signal.SIGINT)

        status, seen = shell.terminal(*FOLLOWERS, "--limit", "55", "-o", name, on_output=press)
        before = len([a for a in requests if "followers" in a])
        assert status == 130 and 1 <= before < 6 and "Traceback" not in seen
        text = without_codes(seen)
        assert "stopping after the page" in text and "interrupted" in text
        came = before * 10
        assert f"{came} items arrived, {before} page" in text
        # An incomplete list does not replace the file; it is kept next to it.
        kept = name.replace("x.", "x.partial.", 1)
        assert (tmp_path / name).read_text() == "from before" and kept in text
        # The options that it names resume the list in another file.
        more = shlex.split(
            text.split("to resume, run the same command and add: ")[1].split("\n")[0]
        )
        assert more[more.index("--limit") + 1] == str(55 - came)
        rest = more[more.index("-o") + 1]
        assert shell.run(*FOLLOWERS, "--limit", "55", "-o", name, *more).returncode == 0
    files = [tmp_path / kept, tmp_path / rest]
    assert [item["pk"] for file in files for item in read(file)] == [
        user["pk"] for page in MANY for user in page
    ][:55]


def read(file: Path) -> list[dict[str, Any]]:
    import csv
    import gzip

    content = file.read_bytes()
    text = (gzip.decompress(content) if file.suffix == ".gz" else content).decode()
    if ".csv" in file.name:
        return list(csv.DictReader(text.splitlines()))
    if ".jsonl" in file.name:
        return [json.loads(line) for line in text.splitlines()]
    found: list[dict[str, Any]] = json.loads(text)
    return found


def test_a_resumed_list_replaces_no_file(tmp_path: Path) -> None:
    (tmp_path / "x.rest.csv").write_text("")
    path = str(tmp_path / "x.csv")
    with scripted(pages(*MANY)) as (url, _):
        shell = Shell(tmp_path, url)

        def hint(*words: str) -> list[str]:
            ran = shell.run(*FOLLOWERS, *words)
            assert ran.returncode == 0, ran.stderr
            return shlex.split(ran.stderr.split("run the same command and add: ")[1])

        for words in (["-o", path], ["--output", path], [f"--output={path}"], [f"-o{path}"]):
            made = hint(*words, "--max-pages", "1")
            assert made == ["-o", str(tmp_path / "x.rest-2.csv"), "--page-id", "1"]
        assert hint("-o", "-", "--max-pages", "1") == ["--page-id", "1"]
        # Added to the same command, these options override earlier ones.
        words = ["--page-id", "0", "--limit", "5", f"-o{path}", "--limit=25"]
        more = hint(*words, "--max-pages", "2")
        assert more[:2] == ["--limit", "5"]
        assert shell.run(*FOLLOWERS, *words, *more).returncode == 0
    rest = [tmp_path / "x.csv", tmp_path / "x.rest-2.csv"]
    assert [row["pk"] for file in rest for row in read(file)] == [
        user["pk"] for page in MANY for user in page
    ][:25]


def test_ctrl_c_twice_stops_at_once(tmp_path: Path) -> None:
    with scripted(pages(*MANY, pause=20)) as (url, _):
        shell = Shell(tmp_path, url)

        waits_for = ["10", "Ctrl-C again"]

        def press(seen: str, process: subprocess.Popen[bytes]) -> None:
            if waits_for and waits_for[0] in without_codes(seen):
                del waits_for[0]
                process.send_signal(signal.SIGINT)

        status, seen = shell.terminal(*FOLLOWERS, "-o", "x.jsonl", on_output=press)
    assert not waits_for and status == 130 and "10 items arrived" in seen
    assert len((tmp_path / "x.partial.jsonl").read_text().splitlines()) == 10


def test_sigterm_keeps_what_arrived(tmp_path: Path) -> None:
    with scripted(pages(*MANY, pause=0.3)) as (url, requests):
        process = subprocess.Popen(
            [*COMMAND, *FOLLOWERS, "-o", "x.jsonl"], cwd=tmp_path, stderr=subprocess.PIPE,
            text=True, env=environment(tmp_path, url),
        )  # fmt: skip
        while len(requests) < 2:
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 143 and "add: -o x.rest.jsonl --page-id" in errors
    kept = (tmp_path / "x.partial.jsonl").read_text().splitlines()
    assert len(kept) == 10 * len(requests)


@pytest.mark.parametrize("name", ["x.jsonl", "x.csv"])
def test_sigkill_leaves_what_arrived_on_the_disk(tmp_path: Path, name: str) -> None:
    with scripted(pages(*MANY, pause=0.3)) as (url, requests):
        process = subprocess.Popen(
            [*COMMAND, *FOLLOWERS, "-o", name], cwd=tmp_path, stderr=subprocess.DEVNULL,
            env=environment(tmp_path, url),
        )  # fmt: skip
        while len(requests) < 3:
            time.sleep(0.01)
        process.kill()
        process.wait(timeout=30)
    found = [line for file in tmp_path.glob("x.*part*") for line in file.read_text().splitlines()]
    assert len([json.loads(line) for line in found]) == 20 and not (tmp_path / name).exists()
