"""The caption of a post; to Instagram, a comment of its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .short_user import ShortUser


class Caption(Model):
    """The caption of a post; to Instagram, a comment of its owner."""

    strong_id: str | None = None
    """The same as `pk`."""
    bit_flags: int | None = None
    created_at: int | None = None
    """When it was made, Unix time in seconds."""
    created_at_utc: int | None = None
    did_report_as_spam: bool | None = None
    """Whether the viewer reported it as spam."""
    is_ranked_comment: bool | None = None
    pk: int | str | None = None
    """Numeric id of the caption."""
    share_enabled: bool | None = None
    content_type: str | None = None
    """Kind of content; "comment" in the examples."""
    media_id: int | str | None = None
    """Numeric id of the post that it belongs to."""
    status: str | None = None
    """State of the caption, for example Active."""
    type: int | None = None
    """Kind of comment; 1 for a caption."""
    user_id: int | str | None = None
    """Numeric id of the caption's author."""
    text: str | None = None
    """Text of the caption."""
    user: ShortUser | None = None
    """The account that wrote it."""
    is_covered: bool | None = None
    """Whether it is hidden behind a warning."""
    private_reply_status: int | None = None
    """State of private replies to the comment; 0 in the examples."""
    has_translation: bool | None = None
    """Whether Instagram offers a translation of the caption."""
    text_translation: str | None = None
    """Instagram's translation of the caption."""

    __names__ = {"strong_id": "strong_id__"}
    __nested__ = {"user": "ShortUser"}
    __identity__ = ("pk", "strong_id__")
    __entity__ = {"kind": "caption", "owner": "user"}
    __times__ = ("created_at",)
    __summary__ = ("pk", "text")
