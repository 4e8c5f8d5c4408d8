"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class GraphCaption(Model):
    """X."""

    __slots__ = ()

    text: str | None = None
