"""Checks the layout: small folders and files, a docstring in each module, Jinja in each template.

Usage: python -m scripts.tools.lint.layout
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "overlays/python/hikerkit"
CODE = ("overlays", "scripts", "benchmarks", "examples")
MOST_FILES = 13
MOST_FILES_AT_ROOT = 8
MOST_LINES = 300
# One tree of errors is easier to read in one file.
LONG_FILES = frozenset({f"{PACKAGE}/errors.py"})


def findings(root: Path) -> Iterator[str]:
    """What is wrong, a line each: the path, then the rule that it breaks."""
    for folder in _folders(root / PACKAGE):
        files = sum(path.is_file() for path in folder.iterdir())
        most = MOST_FILES_AT_ROOT if folder == root / PACKAGE else MOST_FILES
        if files > most:
            yield f"{_name(folder, root)}: {files} files, {most} at most"
    for path in _files(root, CODE, ".py"):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES and _name(path, root) not in LONG_FILES:
            yield f"{_name(path, root)}: {lines} lines, {MOST_LINES} at most"
    for path in _files(root, (*CODE, "tests"), ".py"):
        text = path.read_text(encoding="utf-8")
        if text.strip() and not ast.get_docstring(ast.parse(text)):
            yield f"{_name(path, root)}: no docstring"
    for path in _files(root, ("overlays",), ".jinja"):
        text = path.read_text(encoding="utf-8")
        if "{{" not in text and "{%" not in text:
            yield f"{_name(path, root)}: no Jinja in it; plain code goes to core/"


def _folders(top: Path) -> list[Path]:
    inside = (path for path in top.rglob("*") if path.is_dir() and path.name != "__pycache__")
    return [top, *sorted(inside)]


def _files(root: Path, folders: tuple[str, ...], suffix: str) -> list[Path]:
    return sorted(path for name in folders for path in (root / name).rglob(f"*{suffix}"))


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def main() -> int:
    found = list(findings(Path(__file__).parents[3]))
    print("\n".join(found) or "the layout is as it should be")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
