"""A colour of a name tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class ThemeColor(Model):
    """A colour of a name tag."""

    display_label: str | None = None
    """Name of the colour."""
    int_value: int | None = None
    """The colour as a number."""
