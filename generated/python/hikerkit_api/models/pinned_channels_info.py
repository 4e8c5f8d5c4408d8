"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    pass


class PinnedChannelsInfo(Model):
    """X."""

    has_public_channels: bool | None = None
    pinned_channels_list: list[Any] | None = None
