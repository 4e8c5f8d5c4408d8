"""Which requests are the same: method, host, path and query, in any order of the query."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit


def request_key(method: str, url: str) -> bytes:
    """Equal for requests that ask for the same; nothing in it depends on the spec."""
    return hashlib.sha256(f"{method.upper()} {normalize_url(url)}".encode()).digest()


def normalize_url(url: str) -> str:
    """The URL with its query sorted by name; values of one name keep their order."""
    parts = urlsplit(url)
    query = "&".join(sorted(parts.query.split("&"), key=lambda pair: pair.partition("=")[0]))
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}{parts.path}?{query}"
