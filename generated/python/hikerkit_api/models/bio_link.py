"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    pass


class BioLink(Model):
    """X."""

    link_id: int | str | None = None
    url: str | None = None
    lynx_url: str | None = None
    link_type: str | None = None
    title: str | None = None
    media_type: str | None = None
    image_url: str | None = None
    icon_url: str | None = None
    media_accent_color_hex: str | None = None
    is_pinned: bool | None = None
    is_verified: bool | None = None
    open_external_url_with_in_app_browser: bool | None = None
    click_id: str | None = None
    creation_source: str | None = None
