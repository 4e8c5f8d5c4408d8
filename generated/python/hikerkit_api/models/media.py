"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .caption import Caption
    from .carousel_media import CarouselMedia
    from .clips_demotion_control import ClipsDemotionControl
    from .collab_follow_button_info import CollabFollowButtonInfo
    from .comment_inform_treatment import CommentInformTreatment
    from .community_notes_info import CommunityNotesInfo
    from .crosspost_metadata import CrosspostMetadata
    from .fb_user_tags import FbUserTags
    from .fundraiser_tag import FundraiserTag
    from .gen_ai_detection_method import GenAiDetectionMethod
    from .image import Image
    from .image_versions import ImageVersions
    from .location import Location
    from .mashup_info import MashupInfo
    from .media_notes import MediaNotes
    from .music_metadata import MusicMetadata
    from .report_info import ReportInfo
    from .sharing_friction_info import SharingFrictionInfo
    from .short_user import ShortUser
    from .sponsor_tag import SponsorTag
    from .usertag import Usertag
    from .video_version import VideoVersion


class Media(Model):
    """X."""

    strong_id: str | None = None
    id: str | None = None
    disable_caption_and_comment: bool | None = None
    fbid: int | str | None = None
    deleted_reason: int | None = None
    client_cache_key: str | None = None
    integrity_review_decision: str | None = None
    pk: int | str
    is_affiliate_commission_eligible: bool | None = None
    has_delayed_metadata: bool | None = None
    mezql_token: str | None = None
    should_request_ads: bool | None = None
    has_privately_liked: bool | None = None
    is_quiet_post: bool | None = None
    collaborator_edit_eligibility: bool | None = None
    share_count_disabled: bool | None = None
    is_reshare_of_text_post_app_media_in_ig: bool | None = None
    is_visual_reply_commenter_notice_enabled: bool | None = None
    translated_langs_for_autodub: list[Any] | None = None
    subtype_name_for_REST: str | None = None
    is_third_party_downloads_eligible: bool | None = None
    image_versions2: ImageVersions | None = None
    media_type: int | None = None
    original_width: int | None = None
    original_height: int | None = None
    organic_tracking_token: str | None = None
    music_metadata: MusicMetadata | None = None
    has_tagged_users: bool | None = None
    clips_tab_pinned_user_ids: list[Any] | None = None
    original_lang_for_translations: str | None = None
    is_open_to_public_submission: bool | None = None
    is_social_ufi_disabled: bool | None = None
    timeline_pinned_user_ids: list[int | str] | None = None
    taken_at: int | None = None
    photo_of_you: bool | None = None
    can_see_insights_as_brand: bool | None = None
    fundraiser_tag: FundraiserTag | None = None
    fb_user_tags: FbUserTags | None = None
    media_overlay_info: Any = None
    is_in_profile_grid: bool | None = None
    profile_grid_control_enabled: bool | None = None
    is_artist_pick: bool | None = None
    media_notes: MediaNotes | None = None
    product_type: str | None = None
    social_context: list[Any] | None = None
    subscribe_cta_visible: bool | None = None
    creative_config: Any = None
    is_cutout_sticker_allowed: bool | None = None
    cutout_sticker_info: list[Any] | None = None
    is_tagged_media_shared_to_viewer_profile_grid: bool | None = None
    should_show_author_pog_for_tagged_media_shared_to_profile_grid: bool | None = None
    meta_ai_suggested_prompts: list[Any] | None = None
    gen_ai_chat_with_ai_cta_info: Any = None
    can_reply: bool | None = None
    floating_context_items: list[Any] | None = None
    is_eligible_content_for_post_roll_ad: bool | None = None
    related_ads_pivots_media_info: str | None = None
    eligible_insights_entrypoints: str | None = None
    media_attributions_data: list[Any] | None = None
    media_ui_attributions_data: list[Any] | None = None
    media_ui_attributions_data_v2: list[Any] | None = None
    creator_product_link_infos: list[Any] | None = None
    is_eligible_for_poe: bool | None = None
    is_eligible_for_organic_eager_refresh: bool | None = None
    commerce_integrity_review_decision: str | None = None
    is_reuse_allowed: bool | None = None
    logging_info_token: str | None = None
    boost_unavailable_identifier: Any = None
    boost_unavailable_reason: Any = None
    boost_unavailable_reason_v2: Any = None
    coauthor_producers: list[ShortUser] | None = None
    coauthor_producer_can_see_organic_insights: bool | None = None
    invited_coauthor_producers: list[Any] | None = None
    collab_follow_button_info: CollabFollowButtonInfo | None = None
    igbio_product: Any = None
    is_paid_partnership: bool | None = None
    reshare_count: int | None = None
    ig_media_sharing_disabled: bool | None = None
    media_repost_count: int | None = None
    view_state_item_type: int | None = None
    like_count: int | None = None
    top_likers: list[Any] | None = None
    hidden_likes_string_variant: int | None = None
    caption: Caption | None = None
    comment_count: int | None = None
    comment_inform_treatment: CommentInformTreatment | None = None
    is_photo_comments_composer_enabled_for_author: bool | None = None
    hide_view_all_comment_entrypoint: bool | None = None
    locations: list[Any] | None = None
    play_count: int | None = None
    ig_play_count: int | None = None
    shop_routing_user_id: Any = None
    featured_products: list[Any] | None = None
    are_remixes_crosspostable: bool | None = None
    crosspost_metadata: CrosspostMetadata | None = None
    is_eligible_for_autodub: bool | None = None
    is_eligible_for_autodub_upsell: bool | None = None
    video_sticker_locales: list[Any] | None = None
    has_audio: bool | None = None
    video_duration: float | None = None
    is_dash_eligible: int | None = None
    video_versions: list[VideoVersion] | None = None
    number_of_qualities: int | None = None
    video_codec: str | None = None
    sharing_friction_info: SharingFrictionInfo | None = None
    gen_ai_detection_method: GenAiDetectionMethod | None = None
    clips_demotion_control: ClipsDemotionControl | None = None
    user: ShortUser | None = None
    community_notes_info: CommunityNotesInfo | None = None
    has_high_risk_gen_ai_inform_treatment: bool | None = None
    caption_is_edited: bool | None = None
    code: str | None = None
    device_timestamp: int | str | None = None
    enable_media_notes_production: bool | None = None
    filter_type: int | None = None
    has_views_fetching: bool | None = None
    is_post_live_clips_media: bool | None = None
    like_and_view_counts_disabled: bool | None = None
    original_media_has_visual_reply_media: bool | None = None
    report_info: ReportInfo | None = None
    is_organic_product_tagging_eligible: bool | None = None
    can_viewer_reshare: bool | None = None
    has_shared_to_fb: int | None = None
    media_reposter_bottomsheet_enabled: bool | None = None
    has_liked: bool | None = None
    can_viewer_save: bool | None = None
    is_comments_gif_composer_enabled: bool | None = None
    video_url: str | None = None
    image_versions: list[Image] | None = None
    thumbnail_url: str | None = None
    location: Location | None = None
    usertags: list[Usertag] | None = None
    taken_at_ts: int | None = None
    sponsor_tags: list[SponsorTag] | None = None
    has_views_fetching_on_search_grid: bool | None = None
    mashup_info: MashupInfo | None = None
    product_suggestions: list[Any] | None = None
    can_view_more_preview_comments: bool | None = None
    preview_comments: list[Any] | None = None
    comment_likes_enabled: bool | None = None
    profile_grid_thumbnail_fitting_style: str | None = None
    all_previous_submitters: list[Any] | None = None
    carousel_media_count: int | None = None
    carousel_media_pending_post_count: int | None = None
    can_modify_carousel: bool | None = None
    carousel_media_ids: list[int | str] | None = None
    carousel_media: list[CarouselMedia] | None = None
    open_carousel_show_follow_button: bool | None = None
    open_carousel_submission_state: str | None = None

    __names__ = {"strong_id": "strong_id__", "subtype_name_for_REST": "subtype_name_for_REST__"}
    __nested__ = {
        "image_versions2": "ImageVersions",
        "music_metadata": "MusicMetadata",
        "fundraiser_tag": "FundraiserTag",
        "fb_user_tags": "FbUserTags",
        "media_notes": "MediaNotes",
        "coauthor_producers": ["ShortUser"],
        "collab_follow_button_info": "CollabFollowButtonInfo",
        "caption": "Caption",
        "comment_inform_treatment": "CommentInformTreatment",
        "crosspost_metadata": "CrosspostMetadata",
        "video_versions": ["VideoVersion"],
        "sharing_friction_info": "SharingFrictionInfo",
        "gen_ai_detection_method": "GenAiDetectionMethod",
        "clips_demotion_control": "ClipsDemotionControl",
        "user": "ShortUser",
        "community_notes_info": "CommunityNotesInfo",
        "report_info": "ReportInfo",
        "image_versions": ["Image"],
        "location": "Location",
        "usertags": ["Usertag"],
        "sponsor_tags": ["SponsorTag"],
        "mashup_info": "MashupInfo",
        "carousel_media": ["CarouselMedia"],
    }
    __required__ = ("pk",)
    __identity__ = ("pk", "code")
    __summary__ = ("pk", "code", "taken_at", "like_count", "comment_count", "play_count")
