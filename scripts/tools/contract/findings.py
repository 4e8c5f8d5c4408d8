"""Findings about a response, and how a report shows its values: short and escaped."""

from __future__ import annotations

import json
from typing import Any

import attrs

# A sample shows what kind of value it is; the complete payload can be saved.
_SAMPLE = 60


@attrs.define
class Difference:
    """One place where a response differs from the spec."""

    place: str
    """JSON pointer into the body, or another part of the response in parentheses."""
    says: str
    """What the spec says there."""
    received: str
    more: int = 0
    """How many more entries of the same arrays differ alike."""


@attrs.define
class News:
    """One field that the spec does not know."""

    place: str
    """JSON pointer with * for every array index."""
    kinds: set[str]
    times: int = 1


@attrs.define
class Verdict:
    """All findings about one response."""

    differences: list[Difference] = attrs.field(factory=list)
    news: list[News] = attrs.field(factory=list)
    unlisted: int = 0
    """Number of further differences that are not listed."""
    uncounted: bool = False
    """Whether there may be still more: the search was stopped."""

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
    """The type of a value, and its beginning."""
    if isinstance(value, dict):
        return f"object of {len(value)} fields"
    if isinstance(value, list):
        return f"array of {len(value)}"
    if value is None:
        return "null"
    truncated = isinstance(value, str) and len(value) > _SAMPLE
    shown = json.dumps(value[:_SAMPLE] if truncated else value)
    if len(shown) > 2 * _SAMPLE:  # a large number, or a string full of escapes
        shown, truncated = shown[: 2 * _SAMPLE], True
    return f"{kind(value)} {shown}{'…' if truncated else ''}"


def format_count(number: int, noun: str) -> str:
    """The number and the noun, in the plural unless it is 1."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
