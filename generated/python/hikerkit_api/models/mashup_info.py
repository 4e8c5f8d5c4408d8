"""Whether and how a post may be remixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    pass


class MashupInfo(Model):
    """Whether and how a post may be remixed."""

    can_toggle_mashups_allowed: bool | None = None
    """Whether the viewer can switch remixing on or off."""
    formatted_mashups_count: Any = None
    """Number of remixes, as formatted text."""
    has_been_mashed_up: bool | None = None
    """Whether somebody remixed it."""
    has_nonmimicable_additional_audio: bool | None = None
    is_creator_requesting_mashup: bool | None = None
    is_light_weight_check: bool | None = None
    is_light_weight_reuse_allowed_check: bool | None = None
    is_pivot_page_available: bool | None = None
    is_reuse_allowed: bool | None = None
    """Whether others may reuse it."""
    mashup_type: Any = None
    """Kind of remix; null in the examples."""
    mashups_allowed: bool | None = None
    """Whether others may remix it."""
    mashups_allowed_for_carousel: bool | None = None
    """Whether others may remix it in an album."""
    non_privacy_filtered_mashups_media_count: int | None = None
    """Remixes of it."""
    privacy_filtered_mashups_media_count: Any = None
    original_media: Any = None
    """The post that it is a remix of."""
