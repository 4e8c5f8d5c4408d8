"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .active_standalone_fundraisers import ActiveStandaloneFundraisers
    from .avatar_status import AvatarStatus
    from .bio_link import BioLink
    from .biography_with_entities import BiographyWithEntities
    from .broadcast_chat_preference_status import BroadcastChatPreferenceStatus
    from .charity_profile_fundraiser_info import CharityProfileFundraiserInfo
    from .creator_shopping_info import CreatorShoppingInfo
    from .fan_club_info import FanClubInfo
    from .image import Image
    from .meta_verified_benefits_info import MetaVerifiedBenefitsInfo
    from .nametag import Nametag
    from .not_meta_verified_friction_info import NotMetaVerifiedFrictionInfo
    from .open_object import OpenObject
    from .pinned_channels_info import PinnedChannelsInfo
    from .profile_overlay_info import ProfileOverlayInfo
    from .qa_freeform_banner_prompt import QaFreeformBannerPrompt
    from .recon_features import ReconFeatures
    from .recs_from_friends import RecsFromFriends
    from .trial_clips_rate_limiting import TrialClipsRateLimiting


class User(Model):
    """X."""

    strong_id: str | None = None
    pk: int | str
    id: str | None = None
    full_name: str | None = None
    username: str | None = None
    biography: str | None = None
    profile_pic_url: str | None = None
    is_opal_enabled: bool | None = None
    eligible_for_text_app_activation_badge: bool | None = None
    highlights_tray_type: str | None = None
    account_type: int | None = None
    bio_links: list[BioLink] | None = None
    is_call_to_action_enabled: bool | None = None
    is_business: bool | None = None
    biography_with_entities: BiographyWithEntities | None = None
    show_shoppable_feed: bool | None = None
    seller_shoppable_feed_type: str | None = None
    is_profile_picture_expansion_enabled: bool | None = None
    show_schools_badge: Any = None
    text_post_app_badge_label: str | None = None
    text_post_new_post_count: int | None = None
    text_post_app_joiner_number: int | None = None
    text_post_app_joiner_number_label: str | None = None
    recon_features: ReconFeatures | None = None
    media_count: int | None = None
    trial_clips_rate_limiting: TrialClipsRateLimiting | None = None
    is_prime_onboarding_account: bool | None = None
    is_onboarding_account: bool | None = None
    show_ring_award: bool | None = None
    ring_creator_metadata: OpenObject | None = None
    is_verified: bool | None = None
    is_ring_creator: bool | None = None
    is_private: bool | None = None
    birthday_today_visibility_for_viewer: str | None = None
    following_count: int | None = None
    follower_count: int | None = None
    fbid_v2: int | str | None = None
    pk_id: str | None = None
    feed_post_reshare_disabled: bool | None = None
    has_ever_selected_topics: bool | None = None
    has_nme_badge: bool | None = None
    third_party_downloads_enabled: int | None = None
    show_fb_link_on_profile: bool | None = None
    show_fb_page_link_on_profile: bool | None = None
    can_hide_category: bool | None = None
    can_hide_public_contacts: bool | None = None
    primary_profile_link_type: int | None = None
    is_recon_ad_cta_on_profile_eligible_with_viewer: bool | None = None
    current_catalog_id: Any = None
    mini_shop_seller_onboarding_status: Any = None
    ads_incentive_expiration_date: Any = None
    ads_page_id: Any = None
    ads_page_name: Any = None
    account_category: str | None = None
    can_add_fb_group_link_on_profile: bool | None = None
    can_use_affiliate_partnership_messaging_as_creator: bool | None = None
    can_use_affiliate_partnership_messaging_as_brand: bool | None = None
    has_gen_ai_personas_for_profile_banner: bool | None = None
    has_guides: bool | None = None
    highlight_reshare_disabled: bool | None = None
    include_direct_blacklist_status: bool | None = None
    is_direct_roll_call_enabled: bool | None = None
    is_eligible_for_meta_verified_links_in_reels: bool | None = None
    is_eligible_for_post_boost_mv_upsell: bool | None = None
    is_meta_verified_related_accounts_display_enabled: bool | None = None
    is_new_to_instagram: bool | None = None
    is_profile_broadcast_sharing_enabled: bool | None = None
    is_secondary_account_creation: bool | None = None
    profile_type: int | None = None
    is_coppa_enforced: bool | None = None
    is_auto_confirm_enabled_for_all_reciprocal_follow_requests: bool | None = None
    views_on_grid_status: str | None = None
    is_bestie: bool | None = None
    latest_reel_media: int | None = None
    latest_besties_reel_media: int | None = None
    account_badges: list[Any] | None = None
    has_highlight_reels: bool | None = None
    is_creator_agent_enabled: bool | None = None
    interop_messaging_user_fbid: int | str | None = None
    profile_pic_id: str | None = None
    has_anonymous_profile_picture: bool | None = None
    fan_club_info: FanClubInfo | None = None
    hd_profile_pic_url_info: Image | None = None
    hd_profile_pic_versions: list[Image] | None = None
    is_active_on_text_post_app: bool | None = None
    is_cannes: bool | None = None
    is_facebook_onboarded_charity: bool | None = None
    is_favorite: bool | None = None
    merchant_checkout_style: str | None = None
    show_account_transparency_details: bool | None = None
    transparency_product_enabled: bool | None = None
    text_app_last_visited_time: Any = None
    is_eligible_for_slide: bool | None = None
    live_subscription_status: str | None = None
    business_contact_method: str | None = None
    category_id: int | str | None = None
    city_id: str | None = None
    city_name: str | None = None
    direct_messaging: str | None = None
    instagram_location_id: str | None = None
    page_id: Any = None
    public_email: str | None = None
    public_phone_country_code: str | None = None
    public_phone_number: str | None = None
    should_show_category: bool | None = None
    should_show_public_contacts: bool | None = None
    zip: str | None = None
    contact_phone_number: str | None = None
    has_music_on_profile: bool | None = None
    has_videos: bool | None = None
    has_views_fetching: bool | None = None
    is_category_tappable: bool | None = None
    is_eligible_for_creator_product_links: bool | None = None
    is_eligible_for_lead_center: bool | None = None
    is_eligible_for_schools_search_upsell: bool | None = None
    is_eligible_for_smb_support_flow: bool | None = None
    lead_details_app_id: str | None = None
    num_of_admined_pages: Any = None
    page_name: str | None = None
    professional_conversion_suggested_account_type: int | None = None
    profile_context: str | None = None
    smb_support_partner: Any = None
    show_all_highlights_as_selected_in_management_screen: bool | None = None
    trial_clips_enabled: bool | None = None
    enable_add_school_in_edit_profile: bool | None = None
    shopping_post_onboard_nux_type: Any = None
    fb_page_call_to_action_id: str | None = None
    address_street: str | None = None
    is_profile_audio_call_enabled: bool | None = None
    displayed_action_button_partner: Any = None
    smb_delivery_partner: Any = None
    smb_support_delivery_partner: Any = None
    displayed_action_button_type: Any = None
    category: str | None = None
    external_lynx_url: str | None = None
    external_url: str | None = None
    active_standalone_fundraisers: ActiveStandaloneFundraisers | None = None
    additional_business_addresses: list[Any] | None = None
    allow_manage_memorialization: bool | None = None
    auto_expand_chaining: bool | None = None
    avatar_status: AvatarStatus | None = None
    broadcast_chat_preference_status: BroadcastChatPreferenceStatus | None = None
    can_use_branded_content_discovery_as_brand: bool | None = None
    can_use_branded_content_discovery_as_creator: bool | None = None
    can_use_paid_partnership_messaging_as_creator: bool | None = None
    chaining_upsell_cards: list[Any] | None = None
    charity_profile_fundraiser_info: CharityProfileFundraiserInfo | None = None
    creator_shopping_info: CreatorShoppingInfo | None = None
    follow_friction_type: int | None = None
    has_active_charity_business_profile_fundraiser: bool | None = None
    has_chaining: bool | None = None
    has_collab_collections: bool | None = None
    has_exclusive_feed_content: bool | None = None
    instagram_pk: str | None = None
    is_profile_search_enabled: bool | None = None
    is_eligible_for_diverse_owned_business_info: bool | None = None
    is_eligible_for_meta_verified_links_in_post: bool | None = None
    is_eligible_for_meta_verified_enhanced_link_sheet: bool | None = None
    is_eligible_for_meta_verified_enhanced_link_sheet_consumption: bool | None = None
    is_eligible_for_meta_verified_multiple_addresses_creation: bool | None = None
    is_eligible_for_meta_verified_multiple_addresses_consumption: bool | None = None
    is_eligible_for_meta_verified_related_accounts: bool | None = None
    meta_verified_related_accounts_count: int | None = None
    is_eligible_to_display_diverse_owned_business_info: bool | None = None
    is_eligible_to_host_profile_reels_ads: bool | None = None
    is_favorite_for_clips: bool | None = None
    is_favorite_for_highlights: bool | None = None
    is_in_canada: bool | None = None
    is_interest_account: bool | None = None
    is_memorialized: bool | None = None
    is_potential_business: bool | None = None
    is_regulated_news_in_viewer_location: bool | None = None
    is_remix_setting_enabled_for_posts: bool | None = None
    is_remix_setting_enabled_for_reels: bool | None = None
    is_regulated_c18: bool | None = None
    profile_overlay_info: ProfileOverlayInfo | None = None
    is_stories_teaser_muted: bool | None = None
    is_supervision_features_enabled: bool | None = None
    is_whatsapp_linked: bool | None = None
    mutual_followers_count: int | None = None
    nametag: Nametag | None = None
    not_meta_verified_friction_info: NotMetaVerifiedFrictionInfo | None = None
    open_external_url_with_in_app_browser: bool | None = None
    pinned_channels_info: PinnedChannelsInfo | None = None
    profile_context_facepile_users: list[Any] | None = None
    profile_context_links_with_user_ids: list[Any] | None = None
    profile_pic_genai_tool_info: list[Any] | None = None
    pronouns: list[Any] | None = None
    relevant_news_regulation_locations: list[Any] | None = None
    remove_message_entrypoint: bool | None = None
    request_contact_enabled: bool | None = None
    show_blue_badge_on_main_profile: bool | None = None
    show_ig_app_switcher_badge: bool | None = None
    disable_profile_shop_cta: bool | None = None
    show_text_post_app_badge: bool | None = None
    show_text_post_app_switcher_badge: bool | None = None
    spam_follower_setting_enabled: bool | None = None
    total_ar_effects: int | None = None
    total_clips_count: int | None = None
    upcoming_events: list[Any] | None = None
    whatsapp_number: str | None = None
    recs_from_friends: RecsFromFriends | None = None
    adjusted_banners_order: list[Any] | None = None
    has_visible_media_notes: bool | None = None
    is_open_to_collab: bool | None = None
    is_daily_limit_blocking: bool | None = None
    threads_profile_glyph_url: str | None = None
    is_oregon_custom_gender_consented: bool | None = None
    profile_reels_sorting_eligibility: str | None = None
    nonpro_can_maybe_see_profile_hypercard: bool | None = None
    should_show_tagged_tab: bool | None = None
    posts_subscription_status: str | None = None
    reels_subscription_status: str | None = None
    stories_subscription_status: str | None = None
    is_profile_wa_calling_enabled: bool | None = None
    wa_calling_option_for_wa_linked: int | None = None
    wa_calling_option_for_legacy_num: int | None = None
    is_eligible_for_meta_verified_ig_self_profile_not_verified_badge: bool | None = None
    has_private_collections: bool | None = None
    is_guardian_r_account_cannes_pair: bool | None = None
    can_see_support_inbox: Any = None
    has_fan_club_subscriptions: bool | None = None
    show_wa_link_on_profile: bool | None = None
    meta_verified_benefits_info: MetaVerifiedBenefitsInfo | None = None
    existing_user_age_collection_enabled: bool | None = None
    has_public_tab_threads: bool | None = None
    is_eligible_for_meta_verified_label: bool | None = None
    is_favorite_for_stories: bool | None = None
    is_parenting_account: bool | None = None
    show_post_insights_entry_point: bool | None = None
    short_drama_creator: Any = None
    short_drama_series_playlist_id: Any = None
    short_drama_series_episode_count: Any = None
    short_drama_series_seed_media_id: Any = None
    short_drama_series_title: Any = None
    short_drama_role: str | None = None
    short_drama_series_profiles: list[Any] | None = None
    short_drama_producer_account: Any = None
    moonshot_joiner_number: Any = None
    is_creator_marketplace_badge_visible: bool | None = None
    creator_marketplace_accounts_reached_metric: Any = None
    school_affiliated_account_viewer_status: Any = None
    qa_freeform_banner: Any = None
    qa_freeform_banner_available_prompts: list[QaFreeformBannerPrompt] | None = None
    qa_freeform_banner_transparency: str | None = None
    can_message_pinned_carrera_interest_owner: bool | None = None

    __names__ = {"strong_id": "strong_id__"}
    __nested__ = {
        "bio_links": ["BioLink"],
        "biography_with_entities": "BiographyWithEntities",
        "recon_features": "ReconFeatures",
        "trial_clips_rate_limiting": "TrialClipsRateLimiting",
        "ring_creator_metadata": "OpenObject",
        "fan_club_info": "FanClubInfo",
        "hd_profile_pic_url_info": "Image",
        "hd_profile_pic_versions": ["Image"],
        "active_standalone_fundraisers": "ActiveStandaloneFundraisers",
        "avatar_status": "AvatarStatus",
        "broadcast_chat_preference_status": "BroadcastChatPreferenceStatus",
        "charity_profile_fundraiser_info": "CharityProfileFundraiserInfo",
        "creator_shopping_info": "CreatorShoppingInfo",
        "profile_overlay_info": "ProfileOverlayInfo",
        "nametag": "Nametag",
        "not_meta_verified_friction_info": "NotMetaVerifiedFrictionInfo",
        "pinned_channels_info": "PinnedChannelsInfo",
        "recs_from_friends": "RecsFromFriends",
        "meta_verified_benefits_info": "MetaVerifiedBenefitsInfo",
        "qa_freeform_banner_available_prompts": ["QaFreeformBannerPrompt"],
    }
    __required__ = ("pk",)
    __identity__ = ("pk", "pk_id", "id", "strong_id__")
    __summary__ = (
        "pk",
        "username",
        "full_name",
        "follower_count",
        "following_count",
        "media_count",
    )
