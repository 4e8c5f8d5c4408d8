"""Build wheel and sdist into dist/, check their contents, and test them in empty environments."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from pathlib import Path

from scripts.tools.package.contents import (
    ROOT,
    check_metadata,
    check_sdist,
    check_wheel,
    read_metadata,
)

DIST = ROOT / "dist"
SMOKE = ROOT / "scripts" / "tools" / "package" / "smoke.py"


def build() -> tuple[Path, Path]:
    """The wheel, built from the sdist as an installer does, and the sdist."""
    for old in DIST.glob("hikerkit-*"):
        old.unlink()
    _run([sys.executable, "-m", "build", "--outdir", str(DIST), str(ROOT)], "build")
    (wheel,), (sdist,) = DIST.glob("hikerkit-*.whl"), DIST.glob("hikerkit-*.tar.gz")
    return wheel, sdist


def smoke_test(distribution: Path, extras: tuple[str, ...]) -> float:
    """Install it into a new environment and run the smoke test; returns the seconds."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="hikerkit-package-") as folder:
        environment = Path(folder) / "venv"
        venv.create(environment, with_pip=False)
        python = str(environment / ("Scripts" if os.name == "nt" else "bin") / "python")
        target = f"{distribution}[{','.join(extras)}]" if extras else str(distribution)
        pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
        _run([*pip, "install", "--quiet", target], "install", cwd=folder)
        _run([python, "-I", str(SMOKE), *extras], "smoke test", cwd=folder)
    return time.perf_counter() - start


class StepError(Exception):
    """A command failed; the message has its output."""


def _run(command: list[str], step: str, cwd: str | None = None) -> None:
    ran = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, timeout=500, encoding="utf-8",
        errors="replace",
    )  # fmt: skip
    if ran.returncode:
        raise StepError(f"{step} failed:\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}".rstrip())


def check_contents(wheel: Path, sdist: Path) -> Iterator[str]:
    """What is wrong with the files and the metadata, a line each."""
    yield from check_wheel(wheel)
    yield from check_sdist(sdist)
    yield from check_metadata(read_metadata(wheel))
    try:
        twine = [sys.executable, "-m", "twine", "check", "--strict", str(wheel), str(sdist)]
        _run(twine, "twine check")
    except StepError as error:
        yield str(error)


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/package", description=__doc__)
    parser.add_argument(
        "--full", action="store_true", help="test each extra alone and the sdist too"
    )
    full = parser.parse_args().full
    if not shutil.which("git"):
        parser.error("git is needed: packages contain the files that git tracks")
    start = time.perf_counter()
    try:
        wheel, sdist = build()
    except StepError as error:
        print(error)
        return 1
    print(f"built      {wheel.name}, {sdist.name}  {time.perf_counter() - start:.0f} s")
    failures = list(check_contents(wheel, sdist))
    for line in failures:
        print(f"FAILED     {line}")
    if not failures:
        print("contents   as in git; metadata as in pyproject.toml; README renders")
    extras = tuple(sorted(read_metadata(wheel).provides_extra or []))
    alone = [(extra,) for extra in extras] if full else []
    trials = [(wheel, ()), *((wheel, each) for each in alone), (wheel, extras)]
    if full:
        trials.append((sdist, ()))
    for distribution, selected in trials:
        name = f"{distribution.suffix.removeprefix('.')}[{','.join(selected)}]"
        try:
            print(f"passed     {name}  {smoke_test(distribution, selected):.0f} s", flush=True)
        except StepError as error:
            failures.append(name)
            print(f"FAILED     {name}: {error}", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
