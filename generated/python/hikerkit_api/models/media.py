"""A post - a photo, a video, an album or a reel - with the fields of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

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
    """A post - a photo, a video, an album or a reel - with the fields of all of them."""

    strong_id: str | None = None
    """The same as `id`."""
    id: str | None = None
    """Id as "<pk>_<owner pk>"."""
    disable_caption_and_comment: bool | None = None
    """Whether caption and comments are switched off."""
    fbid: int | str | None = None
    """Numeric id at Facebook."""
    deleted_reason: int | None = None
    """Why it was deleted; 0 where it was not."""
    client_cache_key: str | None = None
    """Key under which an app caches it."""
    integrity_review_decision: str | None = None
    """State of Instagram's review, for example pending or approved."""
    pk: int | str
    """Numeric id of the post."""
    is_affiliate_commission_eligible: bool | None = None
    has_delayed_metadata: bool | None = None
    mezql_token: str | None = None
    should_request_ads: bool | None = None
    has_privately_liked: bool | None = None
    """Whether the viewer liked it privately."""
    is_quiet_post: bool | None = None
    collaborator_edit_eligibility: bool | None = None
    share_count_disabled: bool | None = None
    """Whether the owner hides the count of shares."""
    is_reshare_of_text_post_app_media_in_ig: bool | None = None
    """Whether the item is a Threads post shared to Instagram."""
    is_visual_reply_commenter_notice_enabled: bool | None = None
    translated_langs_for_autodub: list[Any] | None = None
    """Languages into which the sound is dubbed."""
    subtype_name_for_REST: str | None = None
    """Internal type name, for example "XDTClipsMedia" or "XDTFeedMedia"."""
    is_third_party_downloads_eligible: bool | None = None
    """Whether others may download the reel."""
    image_versions2: ImageVersions | None = None
    """The picture, or the cover of a video, in several sizes."""
    media_type: int | None = None
    """Kind of media: 1 photo, 2 video, 8 album; other values may occur."""
    original_width: int | None = None
    """Width as uploaded, pixels."""
    original_height: int | None = None
    """Height as uploaded, pixels."""
    organic_tracking_token: str | None = None
    """Token with which an app reports views."""
    music_metadata: MusicMetadata | None = None
    """The music in it."""
    has_tagged_users: bool | None = None
    """Whether accounts are tagged in it."""
    clips_tab_pinned_user_ids: list[Any] | None = None
    """Numeric ids of the accounts that pinned it among their reels."""
    original_lang_for_translations: str | None = None
    """Language of the caption, as a code."""
    is_open_to_public_submission: bool | None = None
    """Whether others may submit items to the album."""
    is_social_ufi_disabled: bool | None = None
    timeline_pinned_user_ids: list[int | str] | None = None
    """Numeric ids of the accounts that pinned it to their profile."""
    taken_at: int | None = None
    """When it was posted, Unix time in seconds."""
    photo_of_you: bool | None = None
    """Whether the viewer is in it."""
    can_see_insights_as_brand: bool | None = None
    """Whether the viewer sees its insights as a brand partner."""
    fundraiser_tag: FundraiserTag | None = None
    """Whether it carries a fundraiser."""
    fb_user_tags: FbUserTags | None = None
    """Facebook accounts that are tagged."""
    media_overlay_info: Any = None
    is_in_profile_grid: bool | None = None
    profile_grid_control_enabled: bool | None = None
    is_artist_pick: bool | None = None
    media_notes: MediaNotes | None = None
    """Notes attached to the post."""
    product_type: str | None = None
    """What it was posted as, for example feed, clips, carousel_container, carousel_item or
    story.
    """
    social_context: list[Any] | None = None
    """Accounts that the viewer knows and that have to do with the post."""
    subscribe_cta_visible: bool | None = None
    """Whether the app shows a subscribe button."""
    creative_config: Any = None
    is_cutout_sticker_allowed: bool | None = None
    """Whether others may make cutout stickers from the post."""
    cutout_sticker_info: list[Any] | None = None
    """Cutout stickers made from the post."""
    is_tagged_media_shared_to_viewer_profile_grid: bool | None = None
    should_show_author_pog_for_tagged_media_shared_to_profile_grid: bool | None = None
    meta_ai_suggested_prompts: list[Any] | None = None
    gen_ai_chat_with_ai_cta_info: Any = None
    can_reply: bool | None = None
    """Whether the viewer can reply to the post."""
    floating_context_items: list[Any] | None = None
    is_eligible_content_for_post_roll_ad: bool | None = None
    related_ads_pivots_media_info: str | None = None
    eligible_insights_entrypoints: str | None = None
    media_attributions_data: list[Any] | None = None
    """What it is attributed to."""
    media_ui_attributions_data: list[Any] | None = None
    media_ui_attributions_data_v2: list[Any] | None = None
    creator_product_link_infos: list[Any] | None = None
    is_eligible_for_poe: bool | None = None
    is_eligible_for_organic_eager_refresh: bool | None = None
    commerce_integrity_review_decision: str | None = None
    is_reuse_allowed: bool | None = None
    """Whether others may reuse it."""
    logging_info_token: str | None = None
    boost_unavailable_identifier: Any = None
    boost_unavailable_reason: Any = None
    boost_unavailable_reason_v2: Any = None
    coauthor_producers: list[ShortUser] | None = None
    """Accounts that posted it together with its owner."""
    coauthor_producer_can_see_organic_insights: bool | None = None
    invited_coauthor_producers: list[Any] | None = None
    """Accounts that were invited to post it together with its owner."""
    collab_follow_button_info: CollabFollowButtonInfo | None = None
    """Whether a follow button is shown on the collaborative post."""
    igbio_product: Any = None
    is_paid_partnership: bool | None = None
    """Whether it is marked as a paid partnership."""
    reshare_count: int | None = None
    """How often it was shared."""
    ig_media_sharing_disabled: bool | None = None
    """Whether sharing the post inside Instagram is switched off."""
    media_repost_count: int | None = None
    """How often it was reposted."""
    view_state_item_type: int | None = None
    like_count: int | None = None
    """Likes."""
    top_likers: list[Any] | None = None
    """Accounts worth naming among those who like it."""
    hidden_likes_string_variant: int | None = None
    caption: Caption | None = None
    """The caption; null where there is none."""
    comment_count: int | None = None
    """Comments."""
    comment_inform_treatment: CommentInformTreatment | None = None
    """Warning shown above the comments."""
    is_photo_comments_composer_enabled_for_author: bool | None = None
    hide_view_all_comment_entrypoint: bool | None = None
    """Whether the app hides its "View all comments" link."""
    locations: list[Any] | None = None
    """Where it was taken."""
    play_count: int | None = None
    """Plays."""
    ig_play_count: int | None = None
    """Plays on Instagram alone."""
    shop_routing_user_id: Any = None
    featured_products: list[Any] | None = None
    """Products that are tagged."""
    are_remixes_crosspostable: bool | None = None
    """Whether remixes of the post may be shared on to other Meta apps."""
    crosspost_metadata: CrosspostMetadata | None = None
    """Whether it was posted on Facebook as well."""
    is_eligible_for_autodub: bool | None = None
    """Whether the reel's speech can be dubbed automatically."""
    is_eligible_for_autodub_upsell: bool | None = None
    video_sticker_locales: list[Any] | None = None
    has_audio: bool | None = None
    """Whether the video has sound."""
    video_duration: float | None = None
    """Length of the video, seconds."""
    is_dash_eligible: int | None = None
    """1 where the video comes as DASH as well."""
    video_versions: list[VideoVersion] | None = None
    """The video in several qualities."""
    number_of_qualities: int | None = None
    """How many qualities the video comes in."""
    video_codec: str | None = None
    """Codecs of the video."""
    sharing_friction_info: SharingFrictionInfo | None = None
    """Warning shown before the post is shared."""
    gen_ai_detection_method: GenAiDetectionMethod | None = None
    """Whether and how it was recognised as made by AI."""
    clips_demotion_control: ClipsDemotionControl | None = None
    """The "Not interested" menu offered for the reel."""
    user: ShortUser | None = None
    """The account that posted it."""
    community_notes_info: CommunityNotesInfo | None = None
    """State of community notes on the post."""
    has_high_risk_gen_ai_inform_treatment: bool | None = None
    caption_is_edited: bool | None = None
    """Whether the caption was changed after posting."""
    code: str | None = None
    """Short code of the post, as in its URL."""
    device_timestamp: int | str | None = None
    """Clock of the device that posted it. The unit differs between responses."""
    enable_media_notes_production: bool | None = None
    filter_type: int | None = None
    """Numeric id of the filter that was used; 0 for none."""
    has_views_fetching: bool | None = None
    is_post_live_clips_media: bool | None = None
    """Whether it was made from a live video."""
    like_and_view_counts_disabled: bool | None = None
    """Whether the owner hides the counts of likes and views."""
    original_media_has_visual_reply_media: bool | None = None
    report_info: ReportInfo | None = None
    """Whether the viewer has reported the post."""
    is_organic_product_tagging_eligible: bool | None = None
    """Whether products can be tagged in the post."""
    can_viewer_reshare: bool | None = None
    """Whether the viewer may share it."""
    has_shared_to_fb: int | None = None
    """1 where it was shared on Facebook."""
    media_reposter_bottomsheet_enabled: bool | None = None
    has_liked: bool | None = None
    """Whether the viewer liked it."""
    can_viewer_save: bool | None = None
    """Whether the viewer may save it."""
    is_comments_gif_composer_enabled: bool | None = None
    """Whether GIFs can be posted as comments."""
    video_url: str | None = None
    """URL of the video; null for a picture."""
    image_versions: list[Image] | None = None
    """The same pictures as in `image_versions2`, as a plain list."""
    thumbnail_url: str | None = None
    """URL of a small picture of it."""
    location: Location | None = None
    """Where it was taken."""
    usertags: list[Usertag] | None = None
    """Accounts that are tagged in it."""
    taken_at_ts: int | None = None
    """The same as `taken_at`."""
    sponsor_tags: list[SponsorTag] | None = None
    """Sponsors of a paid partnership."""
    has_views_fetching_on_search_grid: bool | None = None
    mashup_info: MashupInfo | None = None
    """What others may make of it."""
    product_suggestions: list[Any] | None = None
    """Products suggested for the post; empty in the examples."""
    can_view_more_preview_comments: bool | None = None
    """Whether there are more comments than the preview shows."""
    preview_comments: list[Any] | None = None
    """A few of its comments."""
    comment_likes_enabled: bool | None = None
    """Whether comments may be liked."""
    profile_grid_thumbnail_fitting_style: str | None = None
    all_previous_submitters: list[Any] | None = None
    carousel_media_count: int | None = None
    """How many media the album holds."""
    carousel_media_pending_post_count: int | None = None
    can_modify_carousel: bool | None = None
    """Whether items of the album can be changed."""
    carousel_media_ids: list[int | str] | None = None
    """Numeric ids of the media in the album."""
    carousel_media: list[CarouselMedia] | None = None
    """What the album holds."""
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
    __entity__ = {"kind": "media", "owner": "user"}
    __times__ = ("taken_at",)
    __summary__ = ("pk", "code", "taken_at", "like_count", "comment_count", "play_count")
