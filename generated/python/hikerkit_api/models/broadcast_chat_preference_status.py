"""Whether an account has a broadcast channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class BroadcastChatPreferenceStatus(Model):
    """Whether an account has a broadcast channel."""

    json_response: str | None = None
    """The same as JSON in a string."""
    is_broadcast_chat_creator: bool | None = None
    """Whether the account has a broadcast channel."""
    notification_setting_type: int | None = None
