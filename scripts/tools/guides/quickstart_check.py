"""Does what the guide `start` says, as a new user does, from a fresh clone, and times it."""

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
from collections.abc import Mapping
from pathlib import Path

import attrs

from scripts.tools.guides.code_blocks import ROOT, Block, blocks

GUIDE = ROOT / "docs" / "guides" / "start.md"
TASKS = {
    "1": "first profile in a terminal",
    "2": "10,000 followers in DuckDB, and a query",
    "3": "own program tested on the mock",
}
MOST = 300.0
"""Seconds that a task may take, what is installed aside."""

# How a machine reaches its packages is not the new user's doing.
_KEPT = ("PIP_", "UV_", "SSL_CERT", "REQUESTS_CA", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")


@attrs.define
class Took:
    """Seconds of one task."""

    installing: float = 0.0
    rest: float = 0.0
    wrong: str = ""
    """What went wrong; empty where nothing did."""

    @property
    def passed(self) -> bool:
        """Whether it worked, and fast enough."""
        return not self.wrong and self.rest <= MOST


class Desk:
    """An empty home with a fresh clone and a folder beside it, and a shell that begins there."""

    def __init__(self, folder: Path, source: Path) -> None:
        clone = folder / "hikerkit"
        subprocess.run(["git", "clone", "--quiet", str(source), str(clone)], check=True)
        self.own = folder / "own"
        self.own.mkdir()
        self._state, self._out = folder / "shell", folder / "out"
        self._pids = folder / "pids"
        tools = folder / "bin"
        tools.mkdir()
        # `python3` of the guide; a machine may have an older one by that name.
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

    def do(self, block: Block) -> tuple[float, str]:
        """Seconds that a block took, and what went wrong."""
        text = block.text.replace("8080", self._port)  # the guide's port may be taken
        if "file" in block.words:
            (self.own / block.words["file"]).write_text(text, encoding="utf-8")
            return 0.0, ""
        script = (
            f"set -eo pipefail\n[ ! -f {self._state} ] || . {self._state}\n{text}\n"
            f"export -p >{self._state}\njobs -p >>{self._pids}\n"
        )
        began = time.perf_counter()
        # A file, not a pipe: a server that goes on has it open.
        with self._out.open("w+", encoding="utf-8", errors="replace") as out:
            ran = subprocess.run(
                ["bash", "-c", script], cwd=self.own, env=self._environment, stdout=out,
                stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=900,
            )  # fmt: skip
            took = time.perf_counter() - began
            out.seek(0)
            said = out.read()
        wanted = block.words.get("shows", "")
        if not ran.returncode and wanted in said:
            return took, ""
        why = f"exit status {ran.returncode}" if ran.returncode else f"it does not show {wanted}"
        return took, f"{block.place}: {why}\n{said[-2000:]}"

    def leave(self) -> None:
        """End the servers that the guide started."""
        for number in self._pids.read_text().split() if self._pids.exists() else ():
            try:
                os.kill(int(number), signal.SIGTERM)
            except ProcessLookupError:
                continue


def blocks_of(task: str, page: Path = GUIDE) -> list[Block]:
    """What a user of the guide does for one task, in order."""
    return [block for block in blocks(page) if task in block.words.get("task", "").split(",")]


def timed(desk: Desk, steps: list[Block], done: Mapping[str, object] = {}) -> Took:
    """Do the steps, but those that were done."""
    took = Took()
    for block in steps:
        if block.place in done:
            continue
        seconds, took.wrong = desk.do(block)
        if "install" in block.words:
            took.installing += seconds
        else:
            took.rest += seconds
        if took.wrong:
            break
    return took


def told(task: str, took: Took) -> str:
    """One line, and what went wrong below it."""
    verdict = "passed" if took.passed else "FAILED"
    line = (
        f"{verdict}  {TASKS[task]:<40} {took.installing + took.rest:6.1f} s, "
        f"{took.installing:.1f} of them downloading and installing"
    )
    return f"{line}\n{took.wrong}" if took.wrong else line


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/newcomer", description=__doc__)
    parser.add_argument(
        "--short", action="store_true", help="one clone for all tasks; what they share is done once"
    )
    short = parser.parse_args().short
    if not shutil.which("git") or not shutil.which("bash"):
        parser.error("git and bash are needed")
    changed = subprocess.run(
        ["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    if changed.stdout:
        print("what is not committed is not in the clone that is tried")
    passed = True
    done: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="hikerkit-newcomer-") as folder:
        desks = [Desk(Path(folder), ROOT)] if short else []
        for task in TASKS:
            if not short:
                place = Path(folder) / task
                place.mkdir()
                desks.append(Desk(place, ROOT))
            steps = blocks_of(task)
            try:
                took = timed(desks[-1], steps, done)
            finally:
                if not short or task == max(TASKS):
                    desks[-1].leave()
            if short:
                done |= dict.fromkeys(block.place for block in steps)
            passed = passed and took.passed
            print(told(task, took), flush=True)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
