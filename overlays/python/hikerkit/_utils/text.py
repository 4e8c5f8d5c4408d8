"""How things of the service are spelled where people read them: safe text, JSON pointers."""

from __future__ import annotations

from collections.abc import Iterable


def printable(text: str) -> str:
    """The text with nothing in it that steers a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def pointer(way: Iterable[object]) -> str:
    """The JSON pointer that takes these steps."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in way)


def way(pointer: str) -> tuple[str, ...]:
    """The steps of a JSON pointer."""
    return tuple(s.replace("~1", "/").replace("~0", "~") for s in pointer.split("/")[1:])


def has_lone_surrogate(text: str) -> bool:
    """Whether JSON can spell the text and Unicode, and so a URL, cannot."""
    return any("\ud800" <= letter <= "\udfff" for letter in text)
