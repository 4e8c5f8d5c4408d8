"""A copy of what the tests run on, with one fault in it; the working tree is never touched."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from scripts.tools.mutation.fault import Fault

PACKAGES = ("overlays/python", "generated/python")
"""Folders that hold the packages, as Python's path needs them."""
_COPIED = (*PACKAGES, "tests", "pyproject.toml")


class PatchError(Exception):
    """A fault that cannot be put in; its text says which and why."""


def patched(root: Path, fault: Fault) -> str:
    """The file's text with the fault in it. Raises PatchError."""
    path = root / fault.file
    if not fault.file.startswith(tuple(f"{package}/" for package in PACKAGES)):
        raise PatchError(f"{fault.name}: {fault.file} is in none of {', '.join(PACKAGES)}")
    if not path.is_file():
        raise PatchError(f"{fault.name}: there is no {fault.file}")
    text = path.read_text(encoding="utf-8")
    found = text.count(fault.old)
    if found != 1:
        raise PatchError(
            f"{fault.name}: what it replaces stands {found} times in {fault.file}, not once: "
            f"{fault.old!r}"
        )
    made = text.replace(fault.old, fault.new)
    if path.suffix == ".py":
        try:
            compile(made, fault.file, "exec")
        except SyntaxError as error:
            raise PatchError(f"{fault.name}: {fault.file} is no Python any more: {error}") from None
    return made


def check(root: Path, faults: Iterable[Fault]) -> None:
    """Whether all can be put in, and no two have one name. Raises PatchError."""
    seen: set[str] = set()
    for fault in faults:
        if fault.name in seen:
            raise PatchError(f"{fault.name}: two faults have this name")
        seen.add(fault.name)
        patched(root, fault)


def plant(root: Path, place: Path, fault: Fault | None) -> None:
    """Copy what is needed to this new folder, and put the fault in."""
    for name in _COPIED:
        if (root / name).is_dir():
            shutil.copytree(root / name, place / name)
        elif (root / name).exists():
            shutil.copy2(root / name, place / name)
    if fault is not None:
        (place / fault.file).write_text(patched(root, fault), encoding="utf-8")
        # Its compiled form may be no older than the patch.
        for stale in (place / fault.file).parent.glob(f"__pycache__/{Path(fault.file).stem}.*"):
            stale.unlink()
