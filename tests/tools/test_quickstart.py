"""`scripts/newcomer` does what a guide says, and tells where it does not work or takes too long."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest

if not shutil.which("git") or not shutil.which("bash"):
    pytest.skip("git and bash are needed", allow_module_level=True)

from scripts.tools.guides import code_blocks, quickstart_check
from scripts.tools.guides.code_blocks import blocks

GUIDE = """\
# Guide

```sh task=1,2 install
export WHO=world
(trap 'echo yes >ended; exit' TERM; while :; do sleep 0.05; done) &
```

```python file=hello.py task=1
import os

print("hello", os.environ["WHO"])
```

```sh task=1 shows=hello
python3 hello.py
```

```sh task=2
echo not far enough
false
echo too far
```

```sh task=3 shows=tomorrow
echo today
```

```sh not-run
false
```
"""


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    page = tmp_path / "guide.md"
    page.write_text(GUIDE)
    return page


@pytest.fixture
def desk(tmp_path: Path) -> quickstart_check.Desk:
    source = tmp_path / "source"
    subprocess.run(["git", "init", "--quiet", str(source)], check=True)
    home = tmp_path / "home"
    home.mkdir()
    return quickstart_check.Desk(home, source)


def test_a_task_works_and_what_it_started_is_ended(
    desk: quickstart_check.Desk, guide: Path
) -> None:
    took = quickstart_check.timed(desk, quickstart_check.blocks_of("1", guide))
    assert took.passed, took.wrong
    assert took.installing > 0 and 0 < took.rest < 60
    assert quickstart_check.told("1", took).startswith("passed  first profile")
    desk.leave()
    for _ in range(200):
        if (desk.own / "ended").exists():
            break
        time.sleep(0.05)
    assert (desk.own / "ended").exists()
    desk.leave()


def test_a_command_that_fails_is_named(desk: quickstart_check.Desk, guide: Path) -> None:
    took = quickstart_check.timed(desk, quickstart_check.blocks_of("2", guide))
    desk.leave()
    assert not took.passed and "guide.md:19: exit status 1" in took.wrong
    assert "not far enough" in took.wrong and "too far" not in took.wrong
    assert quickstart_check.told("2", took).startswith("FAILED")


def test_a_command_that_shows_something_else(desk: quickstart_check.Desk, guide: Path) -> None:
    took = quickstart_check.timed(desk, quickstart_check.blocks_of("3", guide))
    assert not took.passed and "does not show tomorrow" in took.wrong


def test_too_long_is_not_passed() -> None:
    assert quickstart_check.Took(installing=900, rest=quickstart_check.MOST).passed
    assert not quickstart_check.Took(rest=quickstart_check.MOST + 1).passed


def test_every_task_has_its_blocks() -> None:
    for task in quickstart_check.TASKS:
        steps = quickstart_check.blocks_of(task)
        assert any("install" in block.words for block in steps)
        assert any("shows" in block.words for block in steps)


@pytest.mark.parametrize(
    ("text", "why"),
    [("```sh skip\n```\n", "skip is none of"), ("```sh\n", "does not end")],
)
def test_a_fence_that_means_nothing(tmp_path: Path, text: str, why: str) -> None:
    page = tmp_path / "x.md"
    page.write_text(text)
    with pytest.raises(ValueError, match=why):
        list(blocks(page))


def test_longer_fences_hold_shorter_ones(tmp_path: Path) -> None:
    page = tmp_path / "x.md"
    page.write_text("````text\n```sh\n```\n````\n`not a fence`\n")
    (block,) = blocks(page)
    assert (block.language, block.text, block.line) == ("text", "```sh\n```\n", 2)


def test_samples_keep_their_lines(tmp_path: Path) -> None:
    made = code_blocks.write_samples(tmp_path)
    assert {"report.py", "start_md.py"} <= {path.name for path in made}
    lines = (tmp_path / "start_md.py").read_text().splitlines()
    page = (code_blocks.ROOT / "docs/guides/start.md").read_text().splitlines()
    numbers = [number for number, line in enumerate(lines) if line]
    assert numbers and all(lines[number] == page[number] for number in numbers)
