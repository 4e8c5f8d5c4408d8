"""Cursors: opaque text that holds a list and a position in it."""

from __future__ import annotations

import base64
from hashlib import blake2b

import attrs
import msgspec

from hikerkit.mock.responses.errors import CursorError

_SEAL_BYTES = 6


@attrs.frozen
class Cursor:
    """What a cursor holds."""

    operation: str
    chosen: dict[str, str]
    """The parameters that choose the list."""
    offset: int
    """Index of the first item of its page."""
    turn: int = 0
    """Tells cursors to the same position apart."""
    generation: int = 0
    """How often all cursors had been made to expire when it was made."""

    def __str__(self) -> str:
        fields = [self.operation, self.chosen, self.offset, self.turn, self.generation]
        body = msgspec.json.encode(fields, order="deterministic")
        sealed = blake2b(body, digest_size=_SEAL_BYTES).digest() + body
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def parse_cursor(text: str, operation: str, chosen: dict[str, str]) -> Cursor:
    """Parse a cursor of this operation.

    Parameters in `chosen` must agree with the cursor; it supplies those that are missing there.
    Raises CursorError.
    """
    try:
        body = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))[_SEAL_BYTES:]
        cursor = Cursor(*msgspec.json.decode(body, type=tuple[str, dict[str, str], int, int, int]))
    except (ValueError, RecursionError, msgspec.DecodeError) as error:
        raise CursorError("this is not one") from error
    if str(cursor) != text:
        raise CursorError("this is not one")
    own = cursor.chosen
    if cursor.operation != operation or any(own.get(n, v) != v for n, v in chosen.items()):
        raise CursorError("this is one of another list")
    return cursor
