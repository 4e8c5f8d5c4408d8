"""Read the fenced code blocks of a Markdown page, and the options after each fence.

The first word is the language. Options say how the tests run a block:
    not-run        it is not run
    file=NAME      it is written to this file and not run
    exits=N        it exits with this status (of a shell block: its last line)
    shows=TEXT     its output contains this
    needs=NAME     it is run only if this command or module is installed
    task=N,M       `scripts/newcomer` runs it for these tasks of a new user
    install        it downloads and installs packages
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
    """Path of the page, relative to the repository."""
    line: int
    """Line of the first line of its text, from 1."""
    language: str
    words: dict[str, str]
    """Its options; the value of one without = is empty."""
    text: str

    @property
    def place(self) -> str:
        """Page and line, for messages."""
        return f"{self.page}:{self.line}"


def pages() -> list[Path]:
    """README and the guides."""
    return [ROOT / "README.md", *sorted((ROOT / "docs" / "guides").glob("*.md"))]


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of a page, in order. Raises ValueError for an unknown option."""
    name = page.relative_to(ROOT).as_posix() if page.is_relative_to(ROOT) else page.name
    fence, start, info, lines = None, 0, "", list[str]()
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        match = _FENCE.match(line)
        if fence is None:
            if match and "`" not in match[3]:
                fence, start, info, lines = match[2], number + 1, match[3].strip(), []
        elif match and match[2].startswith(fence) and not match[3].strip():
            language, words = _parse_info(info, f"{name}:{number}")
            yield Block(name, start, language, words, "\n".join([*lines, ""]))
            fence = None
        else:
            lines.append(line)
    if fence is not None:
        raise ValueError(f"{name}:{start}: the block is not closed")


def _parse_info(info: str, place: str) -> tuple[str, dict[str, str]]:
    language, *rest = info.split() or [""]
    words = {}
    for word in rest:
        name, _, value = word.partition("=")
        if name not in _WORDS:
            raise ValueError(
                f"{place}: unknown option {name}; expected one of {', '.join(sorted(_WORDS))}"
            )
        words[name] = value
    return language, words


def write_samples(folder: Path) -> list[Path]:
    """Write the Python blocks of each page as a module for type checkers, with the same lines.

    Returns the files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for page in pages():
        lines: list[str] = []
        for block in blocks(page):
            if block.language != "python":
                continue
            if "file" in block.words:
                target = folder / block.words["file"]
                target.write_text(block.text, encoding="utf-8")
                files.append(target)
            else:
                lines += [""] * (block.line - 1 - len(lines)) + block.text.splitlines()
        if any(lines):
            target = folder / f"{page.stem.lower()}_md.py"
            target.write_text("\n".join([*lines, ""]), encoding="utf-8")
            files.append(target)
    return files


if __name__ == "__main__":
    write_samples(Path(sys.argv[1]))
