"""Export of an archive as JSON lines: one response a line, the oldest first.

    {"id": 1, "operation": "...", "method": "GET", "url": "https://...",
     "received_at": "2026-11-23T13:16:26.951499+00:00", "received": 1795439786.951499,
     "status": 200, "units": 1, "replayable": true, "headers": {...}, "body": {...}}

`body` is the body byte for byte, so that no digit of an id is lost; only a line break between its
tokens becomes a space. A body that is not JSON in UTF-8 is in `body_base64`.
"""

from __future__ import annotations

import base64
import json
import os
from typing import IO, BinaryIO

from hikerkit_api.core.json import decode_json

from hikerkit._utils.files import create_file, replacing
from hikerkit.archive.entry import Entry, list_entries
from hikerkit.archive.store import ArchiveStore
from hikerkit.errors import ArgumentError


def export(store: ArchiveStore, target: str | os.PathLike[str] | BinaryIO) -> int:
    """See `Archive.export`."""
    if not isinstance(target, str | os.PathLike):
        if not hasattr(target, "write"):
            raise ArgumentError("target: expected a path or a binary file", argument="target")
        return _write(store, target)
    path = os.fspath(target)
    if os.path.isdir(path) or os.path.realpath(path) == os.path.realpath(store.path):
        raise ArgumentError("target: expected the path of another file", argument="target")
    with replacing(path) as part, create_file(part) as file:
        return _write(store, file)


def _write(store: ArchiveStore, file: IO[bytes]) -> int:
    count = 0
    for entry in list_entries(store):
        line = format_line(entry, entry.content)
        try:
            file.write(line)
        except TypeError:
            raise ArgumentError(
                "target: expected a binary file, as open(path, 'wb') gives", argument="target"
            ) from None
        count += 1
    return count


def format_line(entry: Entry, content: bytes) -> bytes:
    """The line of an entry with this body."""
    fields = {
        "id": entry.id,
        "operation": entry.operation,
        "method": entry.method,
        "url": entry.url,
        "received_at": entry.received_at.isoformat(),
        "received": entry.received_at.timestamp(),
        "status": entry.status,
        "units": entry.units,
        "replayable": entry.replayable,
        "headers": dict(entry.headers),
    }
    if _is_json(content):
        # In JSON, line breaks are only between tokens.
        key, body = b"body", content.replace(b"\r", b" ").replace(b"\n", b" ").strip()
    else:
        key, body = b"body_base64", b'"' + base64.b64encode(content) + b'"'
    start = json.dumps(fields, ensure_ascii=False).encode()[:-1]
    return start + b', "' + key + b'": ' + body + b"}\n"


def _is_json(content: bytes) -> bool:
    try:
        content.decode()  # a line has one encoding
        decode_json(content)
    except ValueError:
        return False
    return not content.startswith(b"\xef\xbb\xbf")
