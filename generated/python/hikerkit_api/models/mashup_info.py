"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    pass


class MashupInfo(Model):
    """X."""

    can_toggle_mashups_allowed: bool | None = None
    formatted_mashups_count: Any = None
    has_been_mashed_up: bool | None = None
    has_nonmimicable_additional_audio: bool | None = None
    is_creator_requesting_mashup: bool | None = None
    is_light_weight_check: bool | None = None
    is_light_weight_reuse_allowed_check: bool | None = None
    is_pivot_page_available: bool | None = None
    is_reuse_allowed: bool | None = None
    mashup_type: Any = None
    mashups_allowed: bool | None = None
    mashups_allowed_for_carousel: bool | None = None
    non_privacy_filtered_mashups_media_count: int | None = None
    privacy_filtered_mashups_media_count: Any = None
    original_media: Any = None
