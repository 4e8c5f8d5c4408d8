"""One invalid argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class ValidationErrorDetail(Model):
    """One invalid argument."""

    loc: list[int | str]
    """Where it is, for example query, username."""
    msg: str
    """What is wrong with it."""
    type: str
    """Kind of mistake."""

    __required__ = ("loc", "msg", "type")
