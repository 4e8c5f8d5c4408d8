"""What wheel and sdist hold: what the repository has for users, and nothing else."""

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
_OF_THE_SDIST = ("overlays/python", "generated/python", "spec")
_ALONE = ("openapi.yaml", "README.md", "LICENSE", "pyproject.toml", ".gitignore")


def committed(*folders: str) -> set[str]:
    """The files that git knows below these folders."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", *folders],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}


def wheel_faults(wheel: Path) -> Iterator[str]:
    """What is wrong with the files of the wheel, one line each."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    wanted = {
        package + name.removeprefix(folder)
        for folder, package in PACKAGES.items()
        for name in committed(folder)
    }
    about = {name for name in names if name.partition("/")[0].endswith(".dist-info")}
    yield from _differences("wheel", wanted, names - about)
    ends = {name.partition("/")[2] for name in about}
    yield from _differences(
        "wheel", {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}, ends
    )


def sdist_faults(sdist: Path) -> Iterator[str]:
    """What is wrong with the files of the sdist."""
    with tarfile.open(sdist) as archive:
        names = {member.name.partition("/")[2] for member in archive if member.isfile()}
    yield from _differences("sdist", committed(*_OF_THE_SDIST, *_ALONE), names - {"PKG-INFO"})


def _differences(what: str, wanted: set[str], found: set[str]) -> Iterator[str]:
    for name in sorted(wanted - found):
        yield f"{what}: lacks {name}"
    for name in sorted(found - wanted):
        yield f"{what}: has {name}, which is not for users"


def metadata_of(wheel: Path) -> Metadata:
    """What the wheel says of itself. Raises where that is not valid."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith(".dist-info/METADATA")]
        return Metadata.from_email(archive.read(name), validate=True)


def metadata_faults(found: Metadata) -> Iterator[str]:
    """Where that differs from pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version: dict[str, str] = {}
    exec((ROOT / "overlays/python/hikerkit/version.py").read_text(encoding="utf-8"), version)
    told = {
        "name": (found.name, project["name"]),
        "version": (str(found.version), version["__version__"]),
        "summary": (found.summary, project["description"]),
        "licence": (found.license_expression, project["license"]),
        "Python": (str(found.requires_python), project["requires-python"]),
        "extras": (sorted(found.provides_extra or []), sorted(project["optional-dependencies"])),
        "long description": (
            (found.description or "").strip(),
            (ROOT / "README.md").read_text(encoding="utf-8").strip(),
        ),
        "its type": ((found.description_content_type or "").split(";")[0], "text/markdown"),
    }
    for what, (is_there, wanted) in told.items():
        if is_there != wanted:
            yield f"metadata: {what} is {str(is_there)[:60]!r}, not {str(wanted)[:60]!r}"
