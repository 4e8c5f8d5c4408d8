"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class ThemeColor(Model):
    """X."""

    __slots__ = ()

    display_label: str | None = None
    int_value: int | None = None
