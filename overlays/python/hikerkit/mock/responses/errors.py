"""Why a request has no body: bad cursor, no such account, private account."""

from __future__ import annotations


class CursorError(ValueError):
    """A cursor that the mock did not make, that belongs to another list, or that has expired."""


class NotFound(Exception):
    """No such account."""


class NotVisible(Exception):
    """The account is private."""
