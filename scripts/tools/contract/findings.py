"""What is found in a response, and how its values are named in a report: short, escaped."""

from __future__ import annotations

import json
from typing import Any

import attrs

# A sample says what sort of value came; the whole payload can be saved.
_SAMPLE = 60


@attrs.define
class Difference:
    """One place where a response is not what the spec says."""

    place: str
    """JSON pointer into the body, or what else it is about, in brackets."""
    says: str
    """What the spec says there."""
    came: str
    more: int = 0
    """How many entries of the same arrays have the same."""


@attrs.define
class News:
    """One field that the spec does not know."""

    place: str
    """JSON pointer with * for every place in an array."""
    kinds: set[str]
    times: int = 1


@attrs.define
class Verdict:
    """All that is found in one response."""

    differences: list[Difference] = attrs.field(factory=list)
    news: list[News] = attrs.field(factory=list)
    unlisted: int = 0
    """Differences past those that are listed."""
    uncounted: bool = False
    """Whether there may be more than that: looking for them was ended."""

    @property
    def count(self) -> int:
        return len(self.differences) + self.unlisted


def kind(value: Any) -> str:
    """The JSON type of a value."""
    if value is None:
        return "null"
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}
    return names.get(type(value), "object")


def sample(value: Any) -> str:
    """The type of a value, and as much of it as fits."""
    if isinstance(value, dict):
        return f"object of {len(value)} fields"
    if isinstance(value, list):
        return f"array of {len(value)}"
    if value is None:
        return "null"
    cut = isinstance(value, str) and len(value) > _SAMPLE
    shown = json.dumps(value[:_SAMPLE] if cut else value)
    if len(shown) > 2 * _SAMPLE:  # a large number, or a text of nothing but escapes
        shown, cut = shown[: 2 * _SAMPLE], True
    return f"{kind(value)} {shown}{'…' if cut else ''}"


def counted(number: int, word: str) -> str:
    """The number with its word, in the plural where it has one."""
    return f"{number} {word}{'' if number == 1 else 's'}"
