"""One wrong argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class ValidationErrorDetail(Model):
    """One wrong argument."""

    __slots__ = ()

    loc: list[int | str]
    """Where it is, for example query, username."""
    msg: str
    """What is wrong with it."""
    type: str
    """Kind of the mistake."""

    __required__ = ("loc", "msg", "type")
