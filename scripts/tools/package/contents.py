"""Check the contents of wheel and sdist: the tracked files of the packages, and no others."""

from __future__ import annotations

import subprocess
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from packaging.metadata import Metadata

ROOT = Path(__file__).parents[3]
PACKAGES = {"overlays/python/hikerkit": "hikerkit", "generated/python/hikerkit_api": "hikerkit_api"}
_SDIST_FOLDERS = ("overlays/python", "generated/python", "spec")
_SDIST_FILES = ("openapi.yaml", "README.md", "LICENSE", "pyproject.toml", ".gitignore")


def tracked_files(*folders: str) -> set[str]:
    """The files in these folders that git does not ignore."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", *folders],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {name for name in listing.stdout.split("\0") if name and (ROOT / name).exists()}


def check_wheel(wheel: Path) -> Iterator[str]:
    """Missing and unexpected files of the wheel, a line each."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    expected = {
        package + name.removeprefix(folder)
        for folder, package in PACKAGES.items()
        for name in tracked_files(folder)
    }
    info = {name for name in names if name.partition("/")[0].endswith(".dist-info")}
    yield from _differences("wheel", expected, names - info)
    in_info = {name.partition("/")[2] for name in info}
    yield from _differences(
        "wheel", {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}, in_info
    )


def check_sdist(sdist: Path) -> Iterator[str]:
    """Missing and unexpected files of the sdist, a line each."""
    with tarfile.open(sdist) as archive:
        names = {member.name.partition("/")[2] for member in archive if member.isfile()}
    yield from _differences(
        "sdist", tracked_files(*_SDIST_FOLDERS, *_SDIST_FILES), names - {"PKG-INFO"}
    )


def _differences(kind: str, expected: set[str], found: set[str]) -> Iterator[str]:
    for name in sorted(expected - found):
        yield f"{kind}: missing {name}"
    for name in sorted(found - expected):
        yield f"{kind}: unexpected {name}"


def read_metadata(wheel: Path) -> Metadata:
    """The metadata of the wheel. Raises ExceptionGroup if it is invalid."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith(".dist-info/METADATA")]
        return Metadata.from_email(archive.read(name), validate=True)


def check_metadata(metadata: Metadata) -> Iterator[str]:
    """Differences from pyproject.toml, a line each."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version: dict[str, str] = {}
    exec((ROOT / "overlays/python/hikerkit/version.py").read_text(encoding="utf-8"), version)
    fields = {
        "name": (metadata.name, project["name"]),
        "version": (str(metadata.version), version["__version__"]),
        "summary": (metadata.summary, project["description"]),
        "licence": (metadata.license_expression, project["license"]),
        "Python": (str(metadata.requires_python), project["requires-python"]),
        "extras": (sorted(metadata.provides_extra or []), sorted(project["optional-dependencies"])),
        "long description": (
            (metadata.description or "").strip(),
            (ROOT / "README.md").read_text(encoding="utf-8").strip(),
        ),
        "content type": ((metadata.description_content_type or "").split(";")[0], "text/markdown"),
    }
    for name, (actual, expected) in fields.items():
        if actual != expected:
            yield f"metadata: {name} is {str(actual)[:60]!r}, expected {str(expected)[:60]!r}"
