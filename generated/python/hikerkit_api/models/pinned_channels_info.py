"""Channels pinned to a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    pass


class PinnedChannelsInfo(Model):
    """Channels pinned to a profile."""

    has_public_channels: bool | None = None
    """Whether there are public channels."""
    pinned_channels_list: list[Any] | None = None
    """The pinned channels."""
