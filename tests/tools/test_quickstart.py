"""`scripts/newcomer` runs the tasks of a guide, and fails for errors and slow tasks."""

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
def workspace(tmp_path: Path) -> quickstart_check.Workspace:
    source = tmp_path / "source"
    subprocess.run(["git", "init", "--quiet", str(source)], check=True)
    home = tmp_path / "home"
    home.mkdir()
    return quickstart_check.Workspace(home, source)


def test_task_passes_and_its_servers_are_stopped(
    workspace: quickstart_check.Workspace, guide: Path
) -> None:
    timing = quickstart_check.run_task(workspace, quickstart_check.blocks_of("1", guide))
    assert timing.passed, timing.error
    assert timing.installing > 0 and 0 < timing.rest < 60
    assert quickstart_check.format_result("1", timing).startswith("passed  first profile")
    workspace.close()
    for _ in range(200):
        if (workspace.own / "ended").exists():
            break
        time.sleep(0.05)
    assert (workspace.own / "ended").exists()
    workspace.close()


def test_failing_command(workspace: quickstart_check.Workspace, guide: Path) -> None:
    timing = quickstart_check.run_task(workspace, quickstart_check.blocks_of("2", guide))
    workspace.close()
    assert not timing.passed and "guide.md:19: exit status 1" in timing.error
    assert "not far enough" in timing.error and "too far" not in timing.error
    assert quickstart_check.format_result("2", timing).startswith("FAILED")


def test_command_with_other_output(workspace: quickstart_check.Workspace, guide: Path) -> None:
    timing = quickstart_check.run_task(workspace, quickstart_check.blocks_of("3", guide))
    assert not timing.passed and "does not show tomorrow" in timing.error


def test_slow_task_fails() -> None:
    assert quickstart_check.Timing(installing=900, rest=quickstart_check.MAX_SECONDS).passed
    assert not quickstart_check.Timing(rest=quickstart_check.MAX_SECONDS + 1).passed


def test_every_task_has_its_blocks() -> None:
    for task in quickstart_check.TASKS:
        steps = quickstart_check.blocks_of(task)
        assert any("install" in block.words for block in steps)
        assert any("shows" in block.words for block in steps)


@pytest.mark.parametrize(
    ("text", "message"),
    [("```sh skip\n```\n", "unknown option skip"), ("```sh\n", "is not closed")],
)
def test_invalid_fence(tmp_path: Path, text: str, message: str) -> None:
    page = tmp_path / "x.md"
    page.write_text(text)
    with pytest.raises(ValueError, match=message):
        list(blocks(page))


def test_longer_fence_contains_shorter_ones(tmp_path: Path) -> None:
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
