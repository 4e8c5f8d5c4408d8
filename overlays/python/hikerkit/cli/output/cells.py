"""Single values as text: on a screen, where nothing may steer it, and in a CSV file."""

from __future__ import annotations

import json
import re
from typing import Any

from hikerkit._utils.text import printable

_LONGEST = 2_000  # characters of one value that a screen may be asked to show
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
# What makes a spreadsheet take a text for a formula, the wide forms of these signs among them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def on_screen(value: Any) -> str:
    """One line that steers no terminal; long ones are cut."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    is_cut = len(text) > _LONGEST
    # A joiner has no width of its own that terminals agree about.
    text = _SPACES.sub(" ", text[:_LONGEST]).replace("\u200d", "").strip()
    return printable(text) + ("…" if is_cut else "")


def in_csv(value: Any) -> str:
    """The value whole; a text that a spreadsheet would take for a formula begins with '."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return json.dumps(value)
    return safe(value)


def safe(text: str) -> str:
    """The text, with ' before what a spreadsheet would carry out."""
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text
