"""Strikes the key out of what is shown or kept: somebody on the way may have sent it back."""

from __future__ import annotations

# A shorter one, as in tests, would be struck out of words that have nothing to do with it.
_SHORTEST = 8


class Striker:
    """Knows what to strike out; it does not show it."""

    def __init__(self, key: str = "") -> None:
        spellings = (key, key.replace("/", "\\/")) if len(key) >= _SHORTEST else ()
        self._spellings = tuple(dict.fromkeys(spellings))

    def __repr__(self) -> str:
        return "<Striker>"

    def text(self, text: str) -> str:
        for spelling in self._spellings:
            text = text.replace(spelling, "***")
        return text

    def content(self, content: bytes) -> bytes:
        for spelling in self._spellings:
            content = content.replace(spelling.encode(), b"***")
        return content
