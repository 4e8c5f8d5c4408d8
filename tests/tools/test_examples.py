"""The examples run against the mock, and each writes a picture."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

for name in ("click", "duckdb", "dlt", "matplotlib", "pandas", "polars", "uvicorn"):
    pytest.importorskip(name, reason="the examples need it")

from hikerkit.mock import MockService, serve

EXAMPLES = Path(__file__).parents[2] / "examples"
SIZE = (400, 300)
"""Minimum size of a picture in pixels."""


@pytest.fixture
def service() -> MockService:
    return MockService(list_size=200, page_size=50)


@pytest.fixture
def environment(service: MockService, tmp_path: Path) -> Iterator[dict[str, str]]:
    with serve(service) as url:
        yield {
            **os.environ, "HIKERAPI_TOKEN": "a-key", "HIKERKIT_BASE_URL": url,
            "HOME": str(tmp_path), "MPLCONFIGDIR": str(tmp_path), "HIKERKIT_STATE": str(tmp_path),
        }  # fmt: skip


def run(environment: dict[str, str], folder: Path, *command: str) -> str:
    ran = subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True,
        timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def pixels(path: Path) -> tuple[int, int]:
    """Width and height of a PNG."""
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(head[16:20]), int.from_bytes(head[20:24])


def is_picture(path: Path) -> bool:
    return pixels(path) > SIZE and path.stat().st_size > 5_000


def test_overlap_of_two_audiences(
    service: MockService, environment: dict[str, str], tmp_path: Path
) -> None:
    first, second = (account.name for account in service.accounts("public", 2))
    words = (str(EXAMPLES / "overlap.py"), first, second, "--limit", "150")
    output = run(environment, tmp_path, *words)
    assert re.search(r"^in both: \d+, ", output, re.M) and is_picture(tmp_path / "overlap.png")
    units = service.ledger.units
    same = run(environment, tmp_path, str(EXAMPLES / "overlap.py"), first, first)
    assert "in both: 200, 100.0%" in same
    run(environment, tmp_path, *words)
    assert service.ledger.units == units + 1  # the rest of the first list: the archive has it


def test_reels_by_reach(service: MockService, environment: dict[str, str], tmp_path: Path) -> None:
    output = run(environment, tmp_path, str(EXAMPLES / "reach.py"), "natgeo")
    assert "play_count" in output and is_picture(tmp_path / "reach.png")


def test_growth_over_time(
    service: MockService, environment: dict[str, str], tmp_path: Path
) -> None:
    names = [account.name for account in service.accounts("public", 2)]
    command = ("-c", "from hikerkit.cli import main; main()", "collect", *names)
    for _ in range(3):
        run(environment, tmp_path, *command, "--into", "audience.duckdb")
        service.grow(10)
    output = run(environment, tmp_path, str(EXAMPLES / "growth.py"), "audience.duckdb")
    for name in names:
        assert f"{name}: 200 to 242 followers, seen 3 times" in output
    assert is_picture(tmp_path / "growth.png")


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_docstring_says_how_to_run_it(path: Path) -> None:
    text = ast.get_docstring(ast.parse(path.read_text())) or ""
    assert f"python examples/{path.name} " in text and "Needs hikerkit[" in text
    ran = subprocess.run([sys.executable, str(path), "--help"], capture_output=True, text=True)
    assert ran.returncode == 0 and text.splitlines()[0].rstrip(".") in " ".join(ran.stdout.split())
