"""How the name tag of an account looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .nametag_theme import NametagTheme


class Nametag(Model):
    """How the name tag of an account looks."""

    available_theme_colors: list[int] | None = None
    """Theme colours to choose from, as RGB integers; -1 is the default."""
    background_image_url: str | None = None
    """URL of the nametag's background image; may be empty."""
    emoji: str | None = None
    """Emoji of the name tag."""
    emoji_color: int | None = None
    """Code of the emoji's colour."""
    gradient: int | None = None
    """Code of the background gradient."""
    is_background_image_blurred: bool | None = None
    """Whether the nametag's background image is blurred."""
    mode: int | None = None
    """Which of the looks is chosen."""
    selected_theme_color: int | None = None
    """RGB integer of the chosen colour; -1 is the default."""
    selfie_sticker: int | None = None
    selfie_url: str | None = None
    """URL of the selfie on the nametag; may be empty."""
    theme_color: NametagTheme | None = None
    """Theme colours of the nametag."""

    __nested__ = {"theme_color": "NametagTheme"}
