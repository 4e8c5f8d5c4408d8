"""Reads the fenced blocks of a Markdown page, and what the word after the fence says of each.

The first word is the language. What follows is for whoever runs the pages:
    not-run        nobody runs it here
    file=NAME      it is written to this file, not run
    exits=N        it ends with this status (of a shell block: its last line)
    shows=TEXT     what it prints has this in it
    needs=NAME     it is run where this command, or this module, is installed
    task=N,M       `scripts/newcomer` takes it for the new user's Nth and Mth task
    install        it downloads and installs
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs

ROOT = Path(__file__).parents[3]
_FENCE = re.compile(r"^( {0,3})(`{3,})(.*)$")
_WORDS = {"not-run", "file", "exits", "shows", "needs", "task", "install"}


@attrs.frozen
class Block:
    """One fenced block."""

    page: str
    """Path of the page, from the root of the repository."""
    line: int
    """Where its text begins, from 1."""
    language: str
    words: dict[str, str]
    """What else stands behind the fence; a word without a value has an empty one."""
    text: str

    @property
    def place(self) -> str:
        """Page and line, for a message."""
        return f"{self.page}:{self.line}"


def pages() -> list[Path]:
    """README and the guides."""
    return [ROOT / "README.md", *sorted((ROOT / "docs" / "guides").glob("*.md"))]


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of a page, from its top. Raises ValueError for a word that means nothing."""
    name = page.relative_to(ROOT).as_posix() if page.is_relative_to(ROOT) else page.name
    fence, start, info, held = None, 0, "", list[str]()
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        met = _FENCE.match(line)
        if fence is None:
            if met and "`" not in met[3]:
                fence, start, info, held = met[2], number + 1, met[3].strip(), []
        elif met and met[2].startswith(fence) and not met[3].strip():
            language, words = _read(info, f"{name}:{number}")
            yield Block(name, start, language, words, "\n".join([*held, ""]))
            fence = None
        else:
            held.append(line)
    if fence is not None:
        raise ValueError(f"{name}:{start}: the block does not end")


def _read(info: str, place: str) -> tuple[str, dict[str, str]]:
    language, *rest = info.split() or [""]
    words = {}
    for word in rest:
        name, _, value = word.partition("=")
        if name not in _WORDS:
            raise ValueError(f"{place}: {name} is none of {', '.join(sorted(_WORDS))}")
        words[name] = value
    return language, words


def write_samples(folder: Path) -> list[Path]:
    """Write the Python of each page as one module, for type checkers; blocks keep their lines."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for page in pages():
        lines: list[str] = []
        for block in blocks(page):
            if block.language != "python":
                continue
            if "file" in block.words:
                target = folder / block.words["file"]
                target.write_text(block.text, encoding="utf-8")
                made.append(target)
            else:
                lines += [""] * (block.line - 1 - len(lines)) + block.text.splitlines()
        if any(lines):
            target = folder / f"{page.stem.lower()}_md.py"
            target.write_text("\n".join([*lines, ""]), encoding="utf-8")
            made.append(target)
    return made


if __name__ == "__main__":
    write_samples(Path(sys.argv[1]))
