"""Spells and reads cursors: opaque text that holds the list it belongs to and how far it got."""

from __future__ import annotations

import base64
from hashlib import blake2b

import attrs
import msgspec

_SEAL = 6  # bytes


class CursorError(ValueError):
    """A cursor that the mock never made, made for another list, or let expire."""


@attrs.frozen
class Cursor:
    """What a cursor holds."""

    operation: str
    chosen: dict[str, str]
    """The parameters that chose the list."""
    offset: int
    """Where in the list its page starts."""
    turn: int = 0
    """Tells cursors of the same place apart."""
    born: int = 0
    """When it was made, in the mock's own count of expiries."""

    def __str__(self) -> str:
        held = [self.operation, self.chosen, self.offset, self.turn, self.born]
        body = msgspec.json.encode(held, order="deterministic")
        sealed = blake2b(body, digest_size=_SEAL).digest() + body
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def read_cursor(text: str, operation: str, chosen: dict[str, str]) -> Cursor:
    """What a cursor holds.

    What is in `chosen` must not say otherwise, what is missing there comes from the cursor. Raises
    CursorError.
    """
    try:
        body = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))[_SEAL:]
        found = Cursor(*msgspec.json.decode(body, type=tuple[str, dict[str, str], int, int, int]))
    except (ValueError, RecursionError, msgspec.DecodeError) as error:
        raise CursorError("this is none") from error
    if str(found) != text:
        raise CursorError("this is none")
    held = found.chosen
    if found.operation != operation or any(held.get(n, v) != v for n, v in chosen.items()):
        raise CursorError("this is one of another list")
    return found
