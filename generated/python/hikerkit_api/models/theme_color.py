"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    pass


class ThemeColor(Model):
    """X."""

    display_label: str | None = None
    int_value: int | None = None
