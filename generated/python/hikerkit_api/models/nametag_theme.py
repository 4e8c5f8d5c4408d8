"""The colours of a name tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .theme_color import ThemeColor


class NametagTheme(Model):
    """The colours of a name tag."""

    available_theme_colors: list[ThemeColor] | None = None
    """Theme colours to choose from."""
    selected_theme_color: ThemeColor | None = None
    """The theme colour chosen."""

    __nested__ = {"available_theme_colors": ["ThemeColor"], "selected_theme_color": "ThemeColor"}
