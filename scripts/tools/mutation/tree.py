"""Copies what the tests run on, and applies a fault to the copy; never to the working tree."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from scripts.tools.mutation import patches
from scripts.tools.mutation.fault import Fault
from scripts.tools.mutation.patches import PatchError

PACKAGES = ("overlays/python", "generated/python")
"""Folders of packages, as sys.path needs them."""
_COPIED = (*PACKAGES, "tests", "pyproject.toml")


def patch(root: Path, fault: Fault) -> str:
    """The file's text with the fault in it. Raises PatchError."""
    text = read(root, fault)
    broken = patches.apply(fault, text)
    if fault.file.endswith(".py"):
        try:
            compile(broken, fault.file, "exec")
        except SyntaxError as error:
            raise PatchError(f"{fault.name}: {fault.file} is not valid Python: {error}") from None
    return broken


def read(root: Path, fault: Fault) -> str:
    """The text of the file to patch. Raises PatchError."""
    path = root / fault.file
    if not fault.file.startswith(tuple(f"{package}/" for package in PACKAGES)):
        raise PatchError(f"{fault.name}: {fault.file} is not in {' or '.join(PACKAGES)}")
    if not path.is_file():
        raise PatchError(f"{fault.name}: {fault.file} does not exist")
    return path.read_text(encoding="utf-8")


def check(root: Path, faults: Iterable[Fault]) -> None:
    """Make sure that every fault can be applied. Raises PatchError, naming all that cannot."""
    wrong = []
    for fault in faults:
        try:
            patch(root, fault)
        except PatchError as error:
            wrong.append(str(error))
    if wrong:
        raise PatchError("\n".join(wrong))


def plant(root: Path, place: Path, fault: Fault | None) -> None:
    """Copy what the tests need to this new folder, and apply the fault to the copy."""
    for name in _COPIED:
        if (root / name).is_dir():
            shutil.copytree(root / name, place / name)
        elif (root / name).exists():
            shutil.copy2(root / name, place / name)
    if fault is not None:
        (place / fault.file).write_text(patch(root, fault), encoding="utf-8")
        # A compiled copy could pass for the patched file's.
        for stale in (place / fault.file).parent.glob(f"__pycache__/{Path(fault.file).stem}.*"):
            stale.unlink()
