"""The command line against the mock, over a socket."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hikerkit_api import api

from hikerkit.mock import MockService, serve
from tests.conftest import documented, requests_of_examples

BODIES = documented()
REQUESTS = requests_of_examples()
COMMAND = [sys.executable, "-c", "from hikerkit.cli import main; main()"]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serve(MockService(list_size=120, page_size=50)) as address:
        yield address


def run(*words: str, key: str | None = "some-key", **environment: str) -> Any:
    variables = {**os.environ, **environment}
    if key is not None:
        variables["HIKERAPI_TOKEN"] = key
    return subprocess.run(
        [*COMMAND, *words], capture_output=True, text=True, env=variables, timeout=60
    )


OPERATIONS = list(api.operations())


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.id)
def test_every_operation_runs_from_a_terminal(url: str, operation: Any) -> None:
    example = REQUESTS.get(operation.id, {})
    words = [str(example.get(p.name, p.example)) for p in operation.parameters if p.positional]
    ran = run("--base-url", url, operation.resource, operation.name.replace("_", "-"), *words)
    assert ran.returncode == 0, ran.stderr
    if operation.page is not None:
        items = [json.loads(line) for line in ran.stdout.splitlines()]
        # A documented first page is shorter than the others.
        pages = 4 if operation.id in BODIES else 3
        expected = f"120 items, {pages} pages, {pages * operation.units} units"
        assert len(items) == 120 and expected in ran.stderr
        return
    if not operation.units:
        assert json.loads(ran.stdout).keys() == BODIES[operation.id].keys()
        return
    expected = BODIES[operation.id]
    for step in operation.result:
        expected = expected[step]
    assert json.loads(ran.stdout) == expected


def test_help_shows_arguments_cost_and_deprecation() -> None:
    shown = run("user", "stories", "--help").stdout
    for text in (
        "USER_ID",
        "--force / --no-force",
        "--safe-int",
        "Cost: 2 units, 1 fewer with --force",
        "Example:",
    ):
        assert text in " ".join(shown.split())
    assert "DEPRECATED" in run("user", "--help").stdout.upper()
    tree = run("--help").stdout
    for name in ("user", "userstream", "sys", "mock"):
        assert name in tree


def test_resuming_with_a_cursor(url: str) -> None:
    first = run("--base-url", url, "user", "followers", "787132", "--max-pages", "1")
    cursor = first.stderr.strip().rsplit(" ", 1)[1]
    rest = run("--base-url", url, "user", "followers", "--page-id", cursor)
    lines = first.stdout.splitlines() + rest.stdout.splitlines()
    assert len({json.loads(line)["pk"] for line in lines}) == 120


@pytest.mark.parametrize(
    ("words", "status", "expected"),
    [
        (("user", "by-username", "nat geo"), 2, "username is 'nat geo'"),
        (("user", "followers"), 2, "needs USER_ID or --page-id"),
        (("user", "by-id"), 2, "Missing argument"),
        (("user", "nothing"), 2, "No such command"),
        (("user", "highlights", "1", "--amount", "many"), 2, "not a valid integer"),
        (("--timeout", "-1", "sys", "balance"), 2, "timeout"),
        (("--base-url", "nonsense", "sys", "balance"), 2, "base_url"),
        (("mock", "--port", "99999"), 2, "--port"),
    ],
)
def test_bad_input_is_one_clear_line(words: tuple[str, ...], status: int, expected: str) -> None:
    ran = run(*words)
    assert ran.returncode == status and expected in ran.stderr
    assert "Traceback" not in ran.stderr and ran.stdout == ""


def test_no_key_says_what_to_set() -> None:
    ran = run("sys", "balance", key=None)
    assert ran.returncode == 2 and "set HIKERAPI_TOKEN" in ran.stderr


def test_a_port_in_use_is_one_clear_line(url: str) -> None:
    ran = run("mock", "--port", url.rsplit(":", 1)[1])
    assert ran.returncode == 1 and "in use" in ran.stderr and "Traceback" not in ran.stderr


def test_a_closed_pipe_is_not_an_error(url: str) -> None:
    command = " ".join([f"'{word}'" for word in COMMAND])
    line = f"{command} --base-url {url} user followers 1 | head -n 2"
    ran = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, timeout=60,
        env={**os.environ, "HIKERAPI_TOKEN": "k"},
    )  # fmt: skip
    assert len(ran.stdout.splitlines()) == 2 and "Traceback" not in ran.stderr + ran.stdout
    assert "Error" not in ran.stderr


def test_text_of_the_service_cannot_control_the_terminal() -> None:
    from hikerkit._utils.text import printable
    from hikerkit.cli.output.json import format_json

    nasty = {"bio": "\x1b[2J\x9b31m\u202egnp.exe\u2028\U000e0001 ok é 🌎"}
    text = format_json(nasty, 2)
    assert all(letter.isprintable() or letter == "\n" for letter in text)
    assert json.loads(text) == nasty and "🌎" in text
    assert printable("a\x1b[2Jb").isprintable()


def test_results_are_json_in_any_encoding(url: str) -> None:
    plain = run("--base-url", url, "user", "by-username", "natgeo")
    narrow = run("--base-url", url, "user", "by-username", "natgeo", PYTHONIOENCODING="ascii")
    assert narrow.returncode == 0 and narrow.stdout.isascii() and not plain.stdout.isascii()
    assert json.loads(narrow.stdout) == json.loads(plain.stdout)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_says_how_to_resume(url: str) -> None:
    line = " ".join(f"'{word}'" for word in COMMAND) + f" --base-url {url} user followers 1"
    # Without an output nothing is requested, so there is nothing to resume.
    for target, expected, more in (
        ("> /dev/full", "No space left", "to resume"),
        (">&-", "no output to write to", ""),
    ):
        ran = subprocess.run(
            ["bash", "-c", f"{line} {target}"], capture_output=True, text=True, timeout=60,
            env={**os.environ, "HIKERAPI_TOKEN": "k"},
        )  # fmt: skip
        assert ran.returncode == 1 and expected in ran.stderr and more in ran.stderr
        assert "Traceback" not in ran.stderr and "Exception" not in ran.stderr


def test_cursors_are_quoted_for_the_shell() -> None:
    from hikerkit.cli.run.list_run import quote_word

    for cursor in ("plain", "$(touch x) `y` 'z'", "a\x1b[2Jb", "a\nb'c"):
        word = quote_word(cursor)
        assert word.isprintable()
        ran = subprocess.run(["bash", "-c", f"printf %s {word}"], capture_output=True, text=True)
        assert ran.stdout == cursor
