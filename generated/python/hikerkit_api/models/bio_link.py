"""A link in the biography of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class BioLink(Model):
    """A link in the biography of an account."""

    link_id: int | str | None = None
    """Numeric id of the link."""
    url: str | None = None
    """Where the link leads."""
    lynx_url: str | None = None
    """`url` behind Instagram's redirect, which counts clicks."""
    link_type: str | None = None
    """Kind of link, for example external."""
    title: str | None = None
    """Title that the account gave to the link."""
    media_type: str | None = None
    """Kind of media shown with the link; "none" where there is none."""
    image_url: str | None = None
    """URL of a picture for the link."""
    icon_url: str | None = None
    """URL of an icon for the link."""
    media_accent_color_hex: str | None = None
    """Accent colour, as hex digits."""
    is_pinned: bool | None = None
    """Whether the link is pinned to the top."""
    is_verified: bool | None = None
    """Whether the link is verified."""
    open_external_url_with_in_app_browser: bool | None = None
    """Whether the app opens the link in its own browser."""
    click_id: str | None = None
    """Facebook's click id for the link."""
    creation_source: str | None = None
