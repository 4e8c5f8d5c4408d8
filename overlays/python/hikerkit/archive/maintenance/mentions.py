"""What counts as a mention of an account.

An id: the number itself or its digits as a complete value or key, or those digits in any text or
URL where no other digit touches them, as in "<media>_<id>". Numbers of fewer than 6 digits may be
counts or years, so they count only where the key says that it is an id, or between underscores.
A name, in any case: a complete value, key or part of the request, @name in a text, and a URL whose
path is the name. In a body that is not JSON, any word that is the id or the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from hikerkit_api import service
from hikerkit_api.core.json import decode_json

_SHORT = 6
_ID_KEYS = {key for kind in service.ENTITIES.values() for key in kind["ids"]}
_ID_ENDS = ("id", "ids", *_ID_KEYS)


class Mentions:
    """Finds mentions of these ids and names."""

    def __init__(self, ids: Iterable[str], names: Iterable[str]) -> None:
        self.ids, self.names = frozenset(ids), frozenset(name.casefold() for name in names)
        words = [*self.ids, *self.names]
        self._bytes = [word.encode() for word in words]
        self._long = _compile(r"(?<!\d)(?:%s)(?!\d)", [i for i in self.ids if len(i) >= _SHORT])
        self._short = _compile(
            r"(?:^|(?<=_))(?:%s)(?:$|(?=_))", [i for i in self.ids if len(i) < _SHORT]
        )
        self._at = _compile(r"(?<![\w.])@(?:%s)(?![\w]|\.\w)", self.names)
        self._word = _compile(r"(?<![\w.])(?:%s)(?![\w]|\.\w)", words)

    def in_url(self, url: str) -> bool:
        """Whether the URL of a request names one of them."""
        parts = urlsplit(url)
        values = [value for _, value in parse_qsl(parts.query)]
        values += [unquote(step) for step in parts.path.split("/")]
        return any(self._in_value(value, "id") for value in values)

    def in_content(self, content: bytes) -> bool:
        """Whether a response mentions one of them."""
        if self._can_skip(content.lower()):
            return False
        try:
            data = decode_json(content)
        except ValueError:
            return bool(self._word and self._word.search(content.decode("utf-8", "replace")))
        return self._in_data(data)

    def _can_skip(self, low: bytes) -> bool:
        """Whether none of them can be in the bytes, so that decoding is not needed."""
        if b"\\u00" in low or b"\0" in low:
            return False
        return all(word.isascii() and word not in low for word in self._bytes)

    def _in_data(self, data: Any) -> bool:
        waiting: list[tuple[str, Any]] = [("", data)]
        while waiting:
            key, node = waiting.pop()
            if isinstance(node, dict):
                if any(self._in_value(name, "id") for name in node):
                    return True
                waiting += node.items()
            elif isinstance(node, list):
                waiting += [(key, item) for item in node]
            elif self._in_value(node, key):
                return True
        return False

    def _in_value(self, value: Any, key: str) -> bool:
        if isinstance(value, bool):
            return False
        if isinstance(value, int):
            digits = str(value) if value.bit_length() <= 128 else ""
            return digits in self.ids and (len(digits) >= _SHORT or _is_id(key))
        if not isinstance(value, str):
            return False
        low = value.strip().casefold()
        if low.removeprefix("@") in self.names or (low in self.ids and _is_id(key)):
            return True
        if self._long and self._long.search(low):
            return True
        if self._short and "_" in low and _is_id(key) and self._short.search(low):
            return True
        if self._at and "@" in low and self._at.search(low):
            return True
        return bool(self.names) and "://" in low and self._is_profile_url(low)

    def _is_profile_url(self, url: str) -> bool:
        try:
            return unquote(urlsplit(url).path).strip("/@") in self.names
        except ValueError:
            return False


def _is_id(key: str) -> bool:
    return key.casefold().endswith(_ID_ENDS)


def _compile(pattern: str, words: Iterable[str]) -> re.Pattern[str] | None:
    alternatives = "|".join(sorted(map(re.escape, words)))
    return re.compile(pattern % alternatives, re.IGNORECASE | re.ASCII) if alternatives else None
