"""Builds wheel and sdist into dist/, looks into them, and tries them in empty environments."""

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
    metadata_faults,
    metadata_of,
    sdist_faults,
    wheel_faults,
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


def tried(what: Path, extras: tuple[str, ...]) -> float:
    """Install it into an environment of its own and try it there; seconds that took."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="hikerkit-package-") as folder:
        made = Path(folder) / "venv"
        venv.create(made, with_pip=False)
        python = str(made / ("Scripts" if os.name == "nt" else "bin") / "python")
        target = f"{what}[{','.join(extras)}]" if extras else str(what)
        pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
        _run([*pip, "install", "--quiet", target], "install", cwd=folder)
        _run([python, "-I", str(SMOKE), *extras], "try", cwd=folder)
    return time.perf_counter() - began


class Failed(Exception):
    """A step went wrong; its text is what was said."""


def _run(command: list[str], what: str, cwd: str | None = None) -> None:
    ran = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, timeout=500, encoding="utf-8",
        errors="replace",
    )  # fmt: skip
    if ran.returncode:
        raise Failed(f"{what} failed:\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}".rstrip())


def faults(wheel: Path, sdist: Path) -> Iterator[str]:
    """Everything that is wrong with the two, before they are installed."""
    yield from wheel_faults(wheel)
    yield from sdist_faults(sdist)
    yield from metadata_faults(metadata_of(wheel))
    try:
        twine = [sys.executable, "-m", "twine", "check", "--strict", str(wheel), str(sdist)]
        _run(twine, "twine check")
    except Failed as error:
        yield str(error)


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/package", description=__doc__)
    parser.add_argument("--full", action="store_true", help="with every extra alone, and the sdist")
    full = parser.parse_args().full
    if not shutil.which("git"):
        parser.error("git is needed: what git knows is what belongs into a package")
    began = time.perf_counter()
    try:
        wheel, sdist = build()
    except Failed as error:
        print(error)
        return 1
    print(f"built      {wheel.name}, {sdist.name}  {time.perf_counter() - began:.0f} s")
    wrong = list(faults(wheel, sdist))
    for line in wrong:
        print(f"wrong      {line}")
    if not wrong:
        print("contents   as committed; metadata as in pyproject.toml; README renders")
    extras = tuple(sorted(metadata_of(wheel).provides_extra or []))
    alone = [(extra,) for extra in extras] if full else []
    trials = [(wheel, ()), *((wheel, each) for each in alone), (wheel, extras)]
    if full:
        trials.append((sdist, ()))
    for what, chosen in trials:
        name = f"{what.suffix.removeprefix('.')}[{','.join(chosen)}]"
        try:
            print(f"works      {name}  {tried(what, chosen):.0f} s", flush=True)
        except Failed as error:
            wrong.append(name)
            print(f"wrong      {name}: {error}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
