"""Follow the guide `start` as a new user would, in a fresh clone, and time each task."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Container
from pathlib import Path

import attrs

from scripts.tools.guides.code_blocks import ROOT, Block, blocks

GUIDE = ROOT / "docs" / "guides" / "start.md"
TASKS = {
    "1": "first profile in a terminal",
    "2": "10,000 followers in DuckDB, and a query",
    "3": "own program tested on the mock",
}
MAX_SECONDS = 300.0
"""For one task, installation aside."""

# Settings of this machine for package registries.
_KEPT = ("PIP_", "UV_", "SSL_CERT", "REQUESTS_CA", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")


@attrs.define
class Timing:
    """Seconds of one task."""

    installing: float = 0.0
    rest: float = 0.0
    error: str = ""
    """Empty if it passed."""

    @property
    def passed(self) -> bool:
        """Whether it worked, and took no longer than allowed."""
        return not self.error and self.rest <= MAX_SECONDS


class Workspace:
    """An empty home folder with a fresh clone, a working folder, and a shell."""

    def __init__(self, folder: Path, source: Path) -> None:
        clone = folder / "hikerkit"
        subprocess.run(["git", "clone", "--quiet", str(source), str(clone)], check=True)
        self.own = folder / "own"
        self.own.mkdir()
        self._state, self._out = folder / "shell", folder / "out"
        self._pids = folder / "pids"
        tools = folder / "bin"
        tools.mkdir()
        # The guide calls `python3`, which may be an older version on this machine.
        python = tools / "python3"
        base = getattr(sys, "_base_executable", sys.executable)
        python.write_text(f'#!/bin/sh\nexec {shlex.quote(base)} "$@"\n')
        python.chmod(0o755)
        self._environment = {
            **{n: v for n, v in os.environ.items() if n.upper().startswith(_KEPT)},
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "LANG": "C.UTF-8",
            "PATH": f"{tools}{os.pathsep}{os.defpath}",
        }
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = str(free.getsockname()[1])

    def run(self, block: Block) -> tuple[float, str]:
        """Run a block; returns its seconds, and an error message or an empty string."""
        text = block.text.replace("8080", self._port)  # the port may be in use
        if "file" in block.words:
            (self.own / block.words["file"]).write_text(text, encoding="utf-8")
            return 0.0, ""
        script = (
            f"set -eo pipefail\n[ ! -f {self._state} ] || . {self._state}\n{text}\n"
            f"export -p >{self._state}\njobs -p >>{self._pids}\n"
        )
        start = time.perf_counter()
        # A file and not a pipe, because a server in the background keeps it open.
        with self._out.open("w+", encoding="utf-8", errors="replace") as out:
            ran = subprocess.run(
                ["bash", "-c", script], cwd=self.own, env=self._environment, stdout=out,
                stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=900,
            )  # fmt: skip
            seconds = time.perf_counter() - start
            out.seek(0)
            output = out.read()
        shows = block.words.get("shows", "")
        if not ran.returncode and shows in output:
            return seconds, ""
        reason = f"exit status {ran.returncode}" if ran.returncode else f"it does not show {shows}"
        return seconds, f"{block.place}: {reason}\n{output[-2000:]}"

    def close(self) -> None:
        """Stop the servers that the guide started."""
        for number in self._pids.read_text().split() if self._pids.exists() else ():
            try:
                os.kill(int(number), signal.SIGTERM)
            except ProcessLookupError:
                continue


def blocks_of(task: str, page: Path = GUIDE) -> list[Block]:
    """The blocks of one task, in order."""
    return [block for block in blocks(page) if task in block.words.get("task", "").split(",")]


def run_task(workspace: Workspace, steps: list[Block], done: Container[str] = ()) -> Timing:
    """Run the steps, except those whose place is in `done`."""
    timing = Timing()
    for block in steps:
        if block.place in done:
            continue
        seconds, timing.error = workspace.run(block)
        if "install" in block.words:
            timing.installing += seconds
        else:
            timing.rest += seconds
        if timing.error:
            break
    return timing


def format_result(task: str, timing: Timing) -> str:
    """A line, and the error, if any, below it."""
    verdict = "passed" if timing.passed else "FAILED"
    line = (
        f"{verdict}  {TASKS[task]:<40} {timing.installing + timing.rest:6.1f} s, "
        f"{timing.installing:.1f} of them downloading and installing"
    )
    return f"{line}\n{timing.error}" if timing.error else line


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/newcomer", description=__doc__)
    parser.add_argument(
        "--short", action="store_true", help="one clone for all tasks; run shared steps once"
    )
    short = parser.parse_args().short
    if not shutil.which("git") or not shutil.which("bash"):
        parser.error("git and bash are needed")
    changed = subprocess.run(
        ["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    if changed.stdout:
        print("uncommitted changes are not in the clone")
    passed = True
    done: set[str] = set()
    with tempfile.TemporaryDirectory(prefix="hikerkit-newcomer-") as folder:
        workspaces = [Workspace(Path(folder), ROOT)] if short else []
        for task in TASKS:
            if not short:
                place = Path(folder) / task
                place.mkdir()
                workspaces.append(Workspace(place, ROOT))
            steps = blocks_of(task)
            try:
                timing = run_task(workspaces[-1], steps, done)
            finally:
                if not short or task == max(TASKS):
                    workspaces[-1].close()
            if short:
                done |= {block.place for block in steps}
            passed = passed and timing.passed
            print(format_result(task, timing), flush=True)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
