"""How the name tag of an account looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .nametag_theme import NametagTheme


class Nametag(Model):
    """How the name tag of an account looks."""

    available_theme_colors: list[int] | None = None
    background_image_url: str | None = None
    emoji: str | None = None
    """Emoji of the name tag."""
    emoji_color: int | None = None
    gradient: int | None = None
    is_background_image_blurred: bool | None = None
    mode: int | None = None
    """Which of the looks is chosen."""
    selected_theme_color: int | None = None
    selfie_sticker: int | None = None
    selfie_url: str | None = None
    theme_color: NametagTheme | None = None

    __nested__ = {"theme_color": "NametagTheme"}
