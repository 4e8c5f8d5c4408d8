"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .caption import Caption
    from .crosspost_metadata import CrosspostMetadata
    from .fundraiser_tag import FundraiserTag
    from .gen_ai_detection_method import GenAiDetectionMethod
    from .image_versions import ImageVersions
    from .music_metadata import MusicMetadata
    from .reel_mention import ReelMention
    from .sharing_friction_info import SharingFrictionInfo
    from .short_user import ShortUser
    from .sponsor_tag import SponsorTag
    from .video_version import VideoVersion


class Story(Model):
    """X."""

    strong_id: str | None = None
    id: str | None = None
    expiring_at: int | None = None
    pk: int | str
    is_visual_reply_commenter_notice_enabled: bool | None = None
    is_reshare_of_text_post_app_media_in_ig: bool | None = None
    is_reel_media: bool | None = None
    fbid: int | str | None = None
    mezql_token: str | None = None
    should_request_ads: bool | None = None
    is_terminal_video_segment: bool | None = None
    integrity_review_decision: str | None = None
    client_cache_key: str | None = None
    has_privately_liked: bool | None = None
    user: ShortUser | None = None
    shop_routing_user_id: Any = None
    subscribe_cta_visible: bool | None = None
    commenting_disabled_for_viewer: bool | None = None
    hide_view_all_comment_entrypoint: bool | None = None
    caption: Caption | None = None
    is_dash_eligible: int | None = None
    video_codec: str | None = None
    number_of_qualities: int | None = None
    video_versions: list[VideoVersion] | None = None
    video_duration: float | None = None
    has_audio: bool | None = None
    can_see_insights_as_brand: bool | None = None
    media_type: int | None = None
    original_media_type: int | None = None
    fundraiser_tag: FundraiserTag | None = None
    sharing_friction_info: SharingFrictionInfo | None = None
    has_translation: bool | None = None
    sponsor_tags: list[SponsorTag] | None = None
    coauthor_producers: list[ShortUser] | None = None
    media_overlay_info: Any = None
    profile_grid_control_enabled: bool | None = None
    image_versions2: ImageVersions | None = None
    original_width: int | None = None
    original_height: int | None = None
    is_paid_partnership: bool | None = None
    music_metadata: MusicMetadata | None = None
    organic_tracking_token: str | None = None
    ig_media_sharing_disabled: bool | None = None
    crosspost_metadata: CrosspostMetadata | None = None
    boost_unavailable_identifier: Any = None
    boost_unavailable_reason: Any = None
    boost_unavailable_reason_v2: Any = None
    creative_config: Any = None
    cutout_sticker_info: list[Any] | None = None
    can_hype: bool | None = None
    gen_ai_detection_method: GenAiDetectionMethod | None = None
    has_high_risk_gen_ai_inform_treatment: bool | None = None
    is_tagged_media_shared_to_viewer_profile_grid: bool | None = None
    should_show_author_pog_for_tagged_media_shared_to_profile_grid: bool | None = None
    is_open_to_public_submission: bool | None = None
    media_attributions_data: list[Any] | None = None
    taken_at: int | None = None
    product_type: str | None = None
    has_liked: bool | None = None
    can_viewer_save: bool | None = None
    is_organic_product_tagging_eligible: bool | None = None
    device_timestamp: int | str | None = None
    code: str | None = None
    caption_is_edited: bool | None = None
    original_media_has_visual_reply_media: bool | None = None
    is_quicksnap_recap: bool | None = None
    deleted_reason: int | None = None
    is_story_image_with_music: bool | None = None
    filter_type: int | None = None
    archive_story_deletion_ts: int | None = None
    can_send_prompt: bool | None = None
    is_arirang_prize: bool | None = None
    is_first_take: bool | None = None
    is_from_ayt_clips_inspiration: bool | None = None
    is_from_discovery_surface: bool | None = None
    is_rollcall_v2: bool | None = None
    supports_reel_reactions: bool | None = None
    is_photo_mash_story: bool | None = None
    can_reshare: bool | None = None
    can_reply: bool | None = None
    can_mention_back: bool | None = None
    can_play_spotify_audio: bool | None = None
    is_superlative: bool | None = None
    show_one_tap_fb_share_tooltip: bool | None = None
    can_mention_share: bool | None = None
    is_viewer_mentioned: bool | None = None
    wearables_creator_tools_info: list[Any] | None = None
    wearable_shared_media_resolutions: list[Any] | None = None
    reel_mentions: list[ReelMention] | None = None

    __names__ = {"strong_id": "strong_id__"}
    __nested__ = {
        "user": "ShortUser",
        "caption": "Caption",
        "video_versions": ["VideoVersion"],
        "fundraiser_tag": "FundraiserTag",
        "sharing_friction_info": "SharingFrictionInfo",
        "sponsor_tags": ["SponsorTag"],
        "coauthor_producers": ["ShortUser"],
        "image_versions2": "ImageVersions",
        "music_metadata": "MusicMetadata",
        "crosspost_metadata": "CrosspostMetadata",
        "gen_ai_detection_method": "GenAiDetectionMethod",
        "reel_mentions": ["ReelMention"],
    }
    __required__ = ("pk",)
    __identity__ = ("pk", "code")
    __summary__ = ("pk", "code", "taken_at", "expiring_at")
