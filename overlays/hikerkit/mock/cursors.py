"""Spells and reads cursors: opaque text that holds the list it belongs to and how far it got."""

from __future__ import annotations

import base64
from hashlib import blake2b

import msgspec

_SEAL = 6  # bytes


class CursorError(ValueError):
    """A cursor that the mock never made, or made for another list."""


def make_cursor(operation: str, chosen: dict[str, str], offset: int) -> str:
    """The cursor of the page that starts at this offset of the list that was chosen so."""
    body = msgspec.json.encode([operation, chosen, offset], order="deterministic")
    sealed = blake2b(body, digest_size=_SEAL).digest() + body
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def read_cursor(cursor: str, operation: str, chosen: dict[str, str]) -> tuple[int, dict[str, str]]:
    """The offset that a cursor holds, and the parameters that chose its list.

    What is in `chosen` must not say otherwise, what is missing there comes from the cursor. Raises
    CursorError.
    """
    try:
        body = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))[_SEAL:]
        owner, held, offset = msgspec.json.decode(body, type=tuple[str, dict[str, str], int])
    except (ValueError, RecursionError, msgspec.DecodeError) as error:
        raise CursorError("this is none") from error
    if make_cursor(owner, held, offset) != cursor:
        raise CursorError("this is none")
    if owner != operation or any(held.get(name, value) != value for name, value in chosen.items()):
        raise CursorError("this is one of another list")
    return offset, held
