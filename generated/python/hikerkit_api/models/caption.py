"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .short_user import ShortUser


class Caption(Model):
    """X."""

    strong_id: str | None = None
    bit_flags: int | None = None
    created_at: int | None = None
    created_at_utc: int | None = None
    did_report_as_spam: bool | None = None
    is_ranked_comment: bool | None = None
    pk: int | str | None = None
    share_enabled: bool | None = None
    content_type: str | None = None
    media_id: int | str | None = None
    status: str | None = None
    type: int | None = None
    user_id: int | str | None = None
    text: str | None = None
    user: ShortUser | None = None
    is_covered: bool | None = None
    private_reply_status: int | None = None
    has_translation: bool | None = None
    text_translation: str | None = None

    __names__ = {"strong_id": "strong_id__"}
    __nested__ = {"user": "ShortUser"}
    __identity__ = ("pk", "strong_id__")
    __summary__ = ("pk", "text")
