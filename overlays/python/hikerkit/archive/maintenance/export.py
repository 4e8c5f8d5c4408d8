"""The archive as JSON lines, one response a line, the oldest first.

    {"id": 1, "operation": "...", "method": "GET", "url": "https://...",
     "received_at": "2026-11-23T13:16:26.951499+00:00", "received": 1795439786.951499,
     "status": 200, "units": 1, "replayable": true, "headers": {...}, "body": {...}}

`body` is the response itself, byte for byte, so that no digit of an id is lost; a line break
between its tokens turns into a space. A response that is not JSON in UTF-8 is in `body_base64`.
"""

from __future__ import annotations

import base64
import json
import os
from typing import IO, TYPE_CHECKING, BinaryIO

from hikerkit_api.core.json import decode_json

from hikerkit._utils.files import create_file, replacing
from hikerkit.archive.entry import Entry
from hikerkit.errors import ArgumentError

if TYPE_CHECKING:
    from hikerkit.archive.archive import Archive


def export(archive: Archive, target: str | os.PathLike[str] | BinaryIO) -> int:
    """See `Archive.export`."""
    if not isinstance(target, str | os.PathLike):
        if not hasattr(target, "write"):
            raise ArgumentError("target: expected a path or a binary file", argument="target")
        return _write(archive, target)
    path = os.fspath(target)
    if os.path.isdir(path) or os.path.realpath(path) == os.path.realpath(archive.path):
        raise ArgumentError("target: expected the path of another file", argument="target")
    with replacing(path) as part, create_file(part) as file:
        return _write(archive, file)


def _write(archive: Archive, file: IO[bytes]) -> int:
    count = 0
    for entry in archive:
        line = line_of(entry, entry.content)
        try:
            file.write(line)
        except TypeError:
            raise ArgumentError(
                "target: expected a binary file, as open(path, 'wb') gives", argument="target"
            ) from None
        count += 1
    return count


def line_of(entry: Entry, content: bytes) -> bytes:
    """The line of a response with these bytes."""
    about = {
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
        # Inside a JSON text only the space between tokens has line breaks.
        key, body = b"body", content.replace(b"\r", b" ").replace(b"\n", b" ").strip()
    else:
        key, body = b"body_base64", b'"' + base64.b64encode(content) + b'"'
    start = json.dumps(about, ensure_ascii=False).encode()[:-1]
    return start + b', "' + key + b'": ' + body + b"}\n"


def _is_json(content: bytes) -> bool:
    try:
        content.decode()  # other encodings cannot stand in the same line
        decode_json(content)
    except ValueError:
        return False
    return not content.startswith(b"\xef\xbb\xbf")
