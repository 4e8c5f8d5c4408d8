"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    pass


class BroadcastChatPreferenceStatus(Model):
    """X."""

    json_response: str | None = None
    is_broadcast_chat_creator: bool | None = None
    notification_setting_type: int | None = None
