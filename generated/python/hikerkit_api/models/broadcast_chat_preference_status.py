"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class BroadcastChatPreferenceStatus(Model):
    """X."""

    __slots__ = ()

    json_response: str | None = None
    is_broadcast_chat_creator: bool | None = None
    notification_setting_type: int | None = None
