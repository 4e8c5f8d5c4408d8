"""Format a value for a terminal or a CSV cell."""

from __future__ import annotations

import json
import re
from typing import Any

from hikerkit._utils.text import printable

_MAX_CHARACTERS = 2_000  # of one value on a terminal
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
# Characters that make a spreadsheet run a text as a formula, and their full-width forms.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def terminal_cell(value: Any) -> str:
    """One line of printable text; a long value is truncated."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    is_truncated = len(text) > _MAX_CHARACTERS
    # Terminals disagree about the width of a joiner.
    text = _SPACES.sub(" ", text[:_MAX_CHARACTERS]).replace("\u200d", "").strip()
    return printable(text) + ("…" if is_truncated else "")


def csv_cell(value: Any) -> str:
    """The complete value; a text that a spreadsheet would run as a formula starts with '."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return json.dumps(value)
    return escape_formula(value)


def escape_formula(text: str) -> str:
    """The text, prefixed with ' if a spreadsheet would run it as a formula."""
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text
