"""Text from the service, made safe to print or to put into a URL."""

from __future__ import annotations


def printable(text: str) -> str:
    """The text with every control character replaced, so that it cannot affect a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def has_lone_surrogate(text: str) -> bool:
    """Whether the text has half a surrogate pair: valid in JSON, but not in UTF-8 or a URL."""
    return any("\ud800" <= letter <= "\udfff" for letter in text)
