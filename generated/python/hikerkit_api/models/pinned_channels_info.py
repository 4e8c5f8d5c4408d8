"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class PinnedChannelsInfo(Model):
    """X."""

    __slots__ = ()

    has_public_channels: bool | None = None
    pinned_channels_list: list[Any] | None = None
