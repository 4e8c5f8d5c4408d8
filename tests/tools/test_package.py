"""`scripts/package` detects missing files, unexpected files, and wrong metadata."""

from __future__ import annotations

import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("packaging", reason="it parses metadata")
if not shutil.which("git"):
    pytest.skip("git lists the files of a package", allow_module_level=True)

from scripts.tools.package import contents

ROOT = Path(__file__).parents[2]
ABOUT = "hikerkit-0.1.0.dist-info/"
METADATA = """\
Metadata-Version: 2.4
Name: hikerkit
Version: 0.0.9
Summary: {summary}
License-Expression: GPL-3.0-only
Requires-Python: >=3.11
Provides-Extra: cli
Description-Content-Type: text/markdown

Hello.
"""


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A wheel with the right files."""
    path = tmp_path / "hikerkit-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for folder, package in contents.PACKAGES.items():
            for name in contents.tracked_files(folder):
                archive.write(ROOT / name, package + name.removeprefix(folder))
        for name in ("RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"):
            archive.writestr(ABOUT + name, "")
        archive.writestr(ABOUT + "METADATA", METADATA.format(summary="x"))
    return path


def test_wheel_with_the_right_files(wheel: Path) -> None:
    assert not list(contents.check_wheel(wheel))


def test_missing_and_unexpected_files(wheel: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.whl"
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            if name != "hikerkit/py.typed":
                new.writestr(name, old.read(name))
        new.writestr("tests/test_x.py", "")
        new.writestr("hikerkit/__pycache__/x.pyc", "")
    found = list(contents.check_wheel(other))
    assert found[0] == "wheel: missing hikerkit/py.typed" and len(found) == 3
    assert {line.split()[2] for line in found[1:]} == {
        "tests/test_x.py", "hikerkit/__pycache__/x.pyc",
    }  # fmt: skip


def test_sdist_without_the_spec(tmp_path: Path) -> None:
    sdist = tmp_path / "x.tar.gz"
    with tarfile.open(sdist, "w:gz") as archive:
        for name in contents.tracked_files(
            "overlays/python", "generated/python", "spec", "README.md", "LICENSE"
        ):
            archive.add(ROOT / name, f"hikerkit-0.1.0/{name}")
        archive.add(ROOT / "pyproject.toml", "hikerkit-0.1.0/benchmarks/x.py")
    assert {line.split()[2] for line in contents.check_sdist(sdist)} == {
        "openapi.yaml",
        "pyproject.toml", ".gitignore", "benchmarks/x.py",
    }  # fmt: skip


def test_wrong_metadata(wheel: Path) -> None:
    found = list(contents.check_metadata(contents.read_metadata(wheel)))
    fields = {line.split()[1] for line in found}
    assert fields == {"version", "summary", "licence", "extras", "long"}
