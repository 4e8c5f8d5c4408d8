"""A story, one photo or video of the last 24 hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

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
    """A story, one photo or video of the last 24 hours."""

    strong_id: str | None = None
    """The same as `id`."""
    id: str | None = None
    """Id as "<pk>_<owner pk>"."""
    expiring_at: int | None = None
    """When the story expires, Unix time in seconds."""
    pk: int | str
    """Numeric id of the story."""
    is_visual_reply_commenter_notice_enabled: bool | None = None
    is_reshare_of_text_post_app_media_in_ig: bool | None = None
    """Whether the item is a Threads post shared to Instagram."""
    is_reel_media: bool | None = None
    """Whether it is part of a story."""
    fbid: int | str | None = None
    """Numeric id at Facebook."""
    mezql_token: str | None = None
    should_request_ads: bool | None = None
    is_terminal_video_segment: bool | None = None
    integrity_review_decision: str | None = None
    """State of Instagram's review, for example pending or approved."""
    client_cache_key: str | None = None
    """Key under which an app caches it."""
    has_privately_liked: bool | None = None
    """Whether the viewer liked it privately."""
    user: ShortUser | None = None
    """The account that posted it."""
    shop_routing_user_id: Any = None
    subscribe_cta_visible: bool | None = None
    """Whether the app shows a subscribe button."""
    commenting_disabled_for_viewer: bool | None = None
    """Whether the viewer may not comment."""
    hide_view_all_comment_entrypoint: bool | None = None
    """Whether the app hides its "View all comments" link."""
    caption: Caption | None = None
    """Caption of the story; null in the examples."""
    is_dash_eligible: int | None = None
    """1 where the video comes as DASH as well."""
    video_codec: str | None = None
    """Codecs of the video."""
    number_of_qualities: int | None = None
    """How many qualities the video comes in."""
    video_versions: list[VideoVersion] | None = None
    """The video in several qualities."""
    video_duration: float | None = None
    """Length of the video, seconds."""
    has_audio: bool | None = None
    """Whether the video has sound."""
    can_see_insights_as_brand: bool | None = None
    """Whether the viewer sees its insights as a brand partner."""
    media_type: int | None = None
    """Kind of media: 1 photo, 2 video; other values may occur."""
    original_media_type: int | None = None
    """Kind of media as uploaded: 1 photo, 2 video; other values may occur."""
    fundraiser_tag: FundraiserTag | None = None
    """Whether it carries a fundraiser."""
    sharing_friction_info: SharingFrictionInfo | None = None
    """Warning shown before the post is shared."""
    has_translation: bool | None = None
    """Whether Instagram offers a translation of the story's text."""
    sponsor_tags: list[SponsorTag] | None = None
    """Business partners named on the story."""
    coauthor_producers: list[ShortUser] | None = None
    """Accounts that published the story together with its owner."""
    media_overlay_info: Any = None
    profile_grid_control_enabled: bool | None = None
    image_versions2: ImageVersions | None = None
    """The picture, or the cover of a video, in several sizes."""
    original_width: int | None = None
    """Width as uploaded, pixels."""
    original_height: int | None = None
    """Height as uploaded, pixels."""
    is_paid_partnership: bool | None = None
    """Whether the story is marked as a paid partnership."""
    music_metadata: MusicMetadata | None = None
    """The music in it."""
    organic_tracking_token: str | None = None
    """Token with which an app reports views."""
    ig_media_sharing_disabled: bool | None = None
    """Whether sharing the post inside Instagram is switched off."""
    crosspost_metadata: CrosspostMetadata | None = None
    """Whether it was posted on Facebook as well."""
    boost_unavailable_identifier: Any = None
    boost_unavailable_reason: Any = None
    boost_unavailable_reason_v2: Any = None
    creative_config: Any = None
    cutout_sticker_info: list[Any] | None = None
    """Cutout stickers made from the post."""
    can_hype: bool | None = None
    gen_ai_detection_method: GenAiDetectionMethod | None = None
    """Whether and how it was recognised as made by AI."""
    has_high_risk_gen_ai_inform_treatment: bool | None = None
    is_tagged_media_shared_to_viewer_profile_grid: bool | None = None
    should_show_author_pog_for_tagged_media_shared_to_profile_grid: bool | None = None
    is_open_to_public_submission: bool | None = None
    """Whether others may submit items to the album."""
    media_attributions_data: list[Any] | None = None
    """What it is attributed to."""
    taken_at: int | None = None
    """When it was posted, Unix time in seconds."""
    product_type: str | None = None
    """Kind of placement; "story" in the examples."""
    has_liked: bool | None = None
    """Whether the viewer liked the story."""
    can_viewer_save: bool | None = None
    """Whether the viewer can save the story."""
    is_organic_product_tagging_eligible: bool | None = None
    """Whether products can be tagged in the post."""
    device_timestamp: int | str | None = None
    """Clock of the device that posted it. The unit differs between responses."""
    code: str | None = None
    """Shortcode of the story."""
    caption_is_edited: bool | None = None
    """Whether the caption was changed after posting."""
    original_media_has_visual_reply_media: bool | None = None
    is_quicksnap_recap: bool | None = None
    deleted_reason: int | None = None
    """Why it was deleted; 0 where it was not."""
    is_story_image_with_music: bool | None = None
    """Whether it is a photo with music."""
    filter_type: int | None = None
    """Numeric id of the filter that was used; 0 for none."""
    archive_story_deletion_ts: int | None = None
    """When it is deleted from the archive, Unix time in seconds; 0 where never."""
    can_send_prompt: bool | None = None
    is_arirang_prize: bool | None = None
    is_first_take: bool | None = None
    is_from_ayt_clips_inspiration: bool | None = None
    is_from_discovery_surface: bool | None = None
    is_rollcall_v2: bool | None = None
    supports_reel_reactions: bool | None = None
    """Whether quick reactions to the story are possible."""
    is_photo_mash_story: bool | None = None
    can_reshare: bool | None = None
    """Whether the viewer may share it."""
    can_reply: bool | None = None
    """Whether the viewer may reply."""
    can_mention_back: bool | None = None
    can_play_spotify_audio: bool | None = None
    """Whether audio from Spotify can be played with the story."""
    is_superlative: bool | None = None
    show_one_tap_fb_share_tooltip: bool | None = None
    can_mention_share: bool | None = None
    is_viewer_mentioned: bool | None = None
    """Whether the viewer is mentioned in it."""
    wearables_creator_tools_info: list[Any] | None = None
    wearable_shared_media_resolutions: list[Any] | None = None
    reel_mentions: list[ReelMention] | None = None
    """Accounts that are mentioned in it."""

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
    __entity__ = {"kind": "media", "owner": "user"}
    __times__ = ("expiring_at", "taken_at", "archive_story_deletion_ts")
    __summary__ = ("pk", "code", "taken_at", "expiring_at")
