"""Texts as Markdown: every character is shown, and no markup in them takes effect."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")
_TICKS = re.compile(r"`+")
LONGEST = 240
"""Characters of one text in an example; the downloadable file has all of it."""


def words(text: object) -> str:
    """One line of prose; text between backticks is code."""
    parts = " ".join(str(text).split()).split("`")
    if len(parts) % 2 == 0:  # a single backtick is an ordinary character
        return _escaped("`".join(parts))
    return "".join(code(part) if i % 2 and part else _escaped(part) for i, part in enumerate(parts))


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)


def code(text: object) -> str:
    """A piece of code within a line."""
    plain = " ".join(str(text).split()) or " "
    fence = "`" * (1 + max((len(run) for run in _TICKS.findall(plain)), default=0))
    space = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{space}{plain}{space}{fence}"


def cell(text: str) -> str:
    """Markdown of one line in a table."""
    return re.sub(r"(?<!\\)\|", r"\\|", text)


def block(text: str, language: str) -> str:
    """Lines of code."""
    fence = "`" * max(3, 1 + max((len(run) for run in _TICKS.findall(text)), default=0))
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A table; its cells are Markdown already."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cell(part) for part in line)} |\n" for line in lines)


def example(value: Any) -> str:
    """JSON for a page: the first entry of a list, the beginning of a long text, every digit."""
    return json.dumps(_short(value), ensure_ascii=False, indent=2)


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _short(inner) for key, inner in value.items()}
    if isinstance(value, list):
        left = len(value) - 1
        return [_short(inner) for inner in value[:1]] + ([f"… {left} more"] if left > 0 else [])
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{value[:LONGEST]}… {len(value) - LONGEST} more characters"
    return value
