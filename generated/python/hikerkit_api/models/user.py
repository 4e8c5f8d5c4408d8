"""An account with all that its profile shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

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
    """An account with all that its profile shows."""

    strong_id: str | None = None
    """The same as `pk`, as a string."""
    pk: int | str
    """Numeric id of the account."""
    id: str | None = None
    """Numeric id of the account, as a string."""
    full_name: str | None = None
    """Name as displayed."""
    username: str
    """Name of the account, without "@"."""
    biography: str | None = None
    """The account's own text about itself."""
    profile_pic_url: str | None = None
    """URL of the profile picture."""
    is_opal_enabled: bool | None = None
    eligible_for_text_app_activation_badge: bool | None = None
    highlights_tray_type: str | None = None
    account_type: int | None = None
    """Kind of account: 1 personal, 2 business, 3 creator; other values may occur."""
    bio_links: list[BioLink] | None = None
    """Links in the biography."""
    is_call_to_action_enabled: bool | None = None
    is_business: bool | None = None
    """Whether it is a business account."""
    biography_with_entities: BiographyWithEntities | None = None
    """The biography, with the accounts and hashtags in it."""
    show_shoppable_feed: bool | None = None
    seller_shoppable_feed_type: str | None = None
    is_profile_picture_expansion_enabled: bool | None = None
    """Whether the profile picture can be opened in large size."""
    show_schools_badge: Any = None
    text_post_app_badge_label: str | None = None
    """Name of the account on Threads."""
    text_post_new_post_count: int | None = None
    """New posts on Threads."""
    text_post_app_joiner_number: int | None = None
    """Which number the account had among those who joined Threads."""
    text_post_app_joiner_number_label: str | None = None
    """The same as `text_post_app_joiner_number`, with separators."""
    recon_features: ReconFeatures | None = None
    media_count: int | None = None
    """Posts."""
    trial_clips_rate_limiting: TrialClipsRateLimiting | None = None
    """How many trial reels the account may share."""
    is_prime_onboarding_account: bool | None = None
    is_onboarding_account: bool | None = None
    show_ring_award: bool | None = None
    ring_creator_metadata: OpenObject | None = None
    is_verified: bool | None = None
    """Whether it has the verified badge."""
    is_ring_creator: bool | None = None
    is_private: bool | None = None
    """Whether only approved followers see what it posts."""
    birthday_today_visibility_for_viewer: str | None = None
    """Whether the viewer sees a birthday today, for example "NOT_VISIBLE"."""
    following_count: int | None = None
    """Accounts that it follows."""
    follower_count: int | None = None
    """Followers."""
    fbid_v2: int | str | None = None
    """Numeric id of the account at Facebook."""
    pk_id: str | None = None
    """The same as `pk`, as a string."""
    feed_post_reshare_disabled: bool | None = None
    """Whether posts may not be shared."""
    has_ever_selected_topics: bool | None = None
    has_nme_badge: bool | None = None
    third_party_downloads_enabled: int | None = None
    """Code of the account's setting for downloads of its reels."""
    show_fb_link_on_profile: bool | None = None
    """Whether the profile shows a link to Facebook."""
    show_fb_page_link_on_profile: bool | None = None
    """Whether the profile shows a link to its Facebook page."""
    can_hide_category: bool | None = None
    """Whether the account may hide its category."""
    can_hide_public_contacts: bool | None = None
    """Whether the account may hide how to reach it."""
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
    """Whether it has guides."""
    highlight_reshare_disabled: bool | None = None
    """Whether highlights may not be shared."""
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
    """Whether the US children's privacy law (COPPA) is enforced for the account."""
    is_auto_confirm_enabled_for_all_reciprocal_follow_requests: bool | None = None
    views_on_grid_status: str | None = None
    is_bestie: bool | None = None
    """Whether it is a close friend of the viewer."""
    latest_reel_media: int | None = None
    """When its newest story was posted, Unix time in seconds; 0 where there is none."""
    latest_besties_reel_media: int | None = None
    """When its newest story for close friends was posted, Unix time in seconds; 0 where
    there is none.
    """
    account_badges: list[Any] | None = None
    """Badges of the account."""
    has_highlight_reels: bool | None = None
    """Whether it has highlights."""
    is_creator_agent_enabled: bool | None = None
    interop_messaging_user_fbid: int | str | None = None
    """Numeric id of the account in messaging across Meta's apps."""
    profile_pic_id: str | None = None
    """Id of the profile picture, as "<media pk>_<account pk>"."""
    has_anonymous_profile_picture: bool | None = None
    """Whether the account has no profile picture of its own."""
    fan_club_info: FanClubInfo | None = None
    """The account's subscriptions."""
    hd_profile_pic_url_info: Image | None = None
    """The profile picture in its largest size."""
    hd_profile_pic_versions: list[Image] | None = None
    """The profile picture in further sizes."""
    is_active_on_text_post_app: bool | None = None
    """Whether the account is on Threads."""
    is_cannes: bool | None = None
    is_facebook_onboarded_charity: bool | None = None
    """Whether this is a charity registered with Facebook for donations."""
    is_favorite: bool | None = None
    """Whether it is a favourite of the viewer."""
    merchant_checkout_style: str | None = None
    show_account_transparency_details: bool | None = None
    """Whether "About this account" is offered."""
    transparency_product_enabled: bool | None = None
    text_app_last_visited_time: Any = None
    is_eligible_for_slide: bool | None = None
    live_subscription_status: str | None = None
    business_contact_method: str | None = None
    """How to reach the business, for example UNKNOWN, CALL or TEXT."""
    category_id: int | str | None = None
    """Numeric id of the business category."""
    city_id: str | None = None
    """Numeric id of the city."""
    city_name: str | None = None
    """Name of the city."""
    direct_messaging: str | None = None
    """Setting for direct messages to the business; "UNKNOWN" in the examples."""
    instagram_location_id: str | None = None
    """Id of the account's place."""
    page_id: Any = None
    """Id of the Facebook page that belongs to the account."""
    public_email: str | None = None
    """E-mail address that the account shows."""
    public_phone_country_code: str | None = None
    """Country code of the phone number that the account shows."""
    public_phone_number: str | None = None
    """Phone number that the account shows, without country code."""
    should_show_category: bool | None = None
    """Whether the profile shows the category."""
    should_show_public_contacts: bool | None = None
    """Whether the profile shows how to reach the account."""
    zip: str | None = None
    """Postal code of the account."""
    contact_phone_number: str | None = None
    """Phone number that the account shows."""
    has_music_on_profile: bool | None = None
    """Whether the profile has a song."""
    has_videos: bool | None = None
    """Whether it has posted videos."""
    has_views_fetching: bool | None = None
    is_category_tappable: bool | None = None
    """Whether the category on the profile is a link."""
    is_eligible_for_creator_product_links: bool | None = None
    is_eligible_for_lead_center: bool | None = None
    is_eligible_for_schools_search_upsell: bool | None = None
    is_eligible_for_smb_support_flow: bool | None = None
    lead_details_app_id: str | None = None
    num_of_admined_pages: Any = None
    """Number of Facebook pages the account administers; null in the examples."""
    page_name: str | None = None
    """Name of the Facebook page that belongs to the account."""
    professional_conversion_suggested_account_type: int | None = None
    profile_context: str | None = None
    """Text about followers shared with the viewer; empty in the examples."""
    smb_support_partner: Any = None
    show_all_highlights_as_selected_in_management_screen: bool | None = None
    trial_clips_enabled: bool | None = None
    """Whether the account can publish trial reels."""
    enable_add_school_in_edit_profile: bool | None = None
    shopping_post_onboard_nux_type: Any = None
    fb_page_call_to_action_id: str | None = None
    address_street: str | None = None
    """Street and number."""
    is_profile_audio_call_enabled: bool | None = None
    displayed_action_button_partner: Any = None
    smb_delivery_partner: Any = None
    smb_support_delivery_partner: Any = None
    displayed_action_button_type: Any = None
    category: str | None = None
    """Name of the business category."""
    external_lynx_url: str | None = None
    """`external_url` behind Instagram's redirect, which counts clicks."""
    external_url: str | None = None
    """The link of the profile."""
    active_standalone_fundraisers: ActiveStandaloneFundraisers | None = None
    """Fundraisers of the account."""
    additional_business_addresses: list[Any] | None = None
    """Further addresses of the business."""
    allow_manage_memorialization: bool | None = None
    auto_expand_chaining: bool | None = None
    avatar_status: AvatarStatus | None = None
    """Whether the account has an avatar."""
    broadcast_chat_preference_status: BroadcastChatPreferenceStatus | None = None
    """The account's broadcast channel."""
    can_use_branded_content_discovery_as_brand: bool | None = None
    can_use_branded_content_discovery_as_creator: bool | None = None
    can_use_paid_partnership_messaging_as_creator: bool | None = None
    chaining_upsell_cards: list[Any] | None = None
    charity_profile_fundraiser_info: CharityProfileFundraiserInfo | None = None
    """Fundraising state of a charity's profile."""
    creator_shopping_info: CreatorShoppingInfo | None = None
    """Merchants that the creator is linked with."""
    follow_friction_type: int | None = None
    has_active_charity_business_profile_fundraiser: bool | None = None
    """Whether a fundraiser runs on the charity's business profile."""
    has_chaining: bool | None = None
    """Whether Instagram suggests accounts alongside it."""
    has_collab_collections: bool | None = None
    has_exclusive_feed_content: bool | None = None
    """Whether the account has posts for subscribers only."""
    instagram_pk: str | None = None
    """The same as `pk`, as a string."""
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
    """Whether its reels are favourites of the viewer."""
    is_favorite_for_highlights: bool | None = None
    """Whether its highlights are favourites of the viewer."""
    is_in_canada: bool | None = None
    is_interest_account: bool | None = None
    is_memorialized: bool | None = None
    """Whether the account is that of somebody who died."""
    is_potential_business: bool | None = None
    is_regulated_news_in_viewer_location: bool | None = None
    """Whether this is a news account regulated where the viewer is."""
    is_remix_setting_enabled_for_posts: bool | None = None
    """Whether the account allows remixes of its posts."""
    is_remix_setting_enabled_for_reels: bool | None = None
    """Whether the account allows remixes of its reels."""
    is_regulated_c18: bool | None = None
    profile_overlay_info: ProfileOverlayInfo | None = None
    is_stories_teaser_muted: bool | None = None
    is_supervision_features_enabled: bool | None = None
    """Whether parental supervision features are on."""
    is_whatsapp_linked: bool | None = None
    """Whether a WhatsApp account is linked."""
    mutual_followers_count: int | None = None
    """Followers that the viewer follows as well."""
    nametag: Nametag | None = None
    """How the account's name tag looks."""
    not_meta_verified_friction_info: NotMetaVerifiedFrictionInfo | None = None
    """Label for accounts that are not Meta Verified."""
    open_external_url_with_in_app_browser: bool | None = None
    """Whether an app opens `external_url` in its own browser."""
    pinned_channels_info: PinnedChannelsInfo | None = None
    """Channels pinned to the profile."""
    profile_context_facepile_users: list[Any] | None = None
    """Shared followers shown with their pictures; empty in the examples."""
    profile_context_links_with_user_ids: list[Any] | None = None
    profile_pic_genai_tool_info: list[Any] | None = None
    pronouns: list[Any] | None = None
    """Pronouns that the account shows."""
    relevant_news_regulation_locations: list[Any] | None = None
    remove_message_entrypoint: bool | None = None
    request_contact_enabled: bool | None = None
    show_blue_badge_on_main_profile: bool | None = None
    show_ig_app_switcher_badge: bool | None = None
    disable_profile_shop_cta: bool | None = None
    show_text_post_app_badge: bool | None = None
    """Whether the profile shows the badge of Threads."""
    show_text_post_app_switcher_badge: bool | None = None
    spam_follower_setting_enabled: bool | None = None
    total_ar_effects: int | None = None
    """Effects that the account has published."""
    total_clips_count: int | None = None
    """Reels."""
    upcoming_events: list[Any] | None = None
    """Events that the account announces."""
    whatsapp_number: str | None = None
    """WhatsApp number that the account shows."""
    recs_from_friends: RecsFromFriends | None = None
    """State of account recommendations from friends."""
    adjusted_banners_order: list[Any] | None = None
    has_visible_media_notes: bool | None = None
    """Whether the account's posts carry notes that the viewer sees."""
    is_open_to_collab: bool | None = None
    """Whether the account is open to collaborations."""
    is_daily_limit_blocking: bool | None = None
    threads_profile_glyph_url: str | None = None
    """Link that opens the profile in Threads."""
    is_oregon_custom_gender_consented: bool | None = None
    profile_reels_sorting_eligibility: str | None = None
    nonpro_can_maybe_see_profile_hypercard: bool | None = None
    should_show_tagged_tab: bool | None = None
    """Whether the profile shows its tab of tagged posts."""
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
    """Whether the profile shows a link to WhatsApp."""
    meta_verified_benefits_info: MetaVerifiedBenefitsInfo | None = None
    """Benefits from a Meta Verified subscription."""
    existing_user_age_collection_enabled: bool | None = None
    has_public_tab_threads: bool | None = None
    """Whether the profile has a public tab with Threads posts."""
    is_eligible_for_meta_verified_label: bool | None = None
    is_favorite_for_stories: bool | None = None
    """Whether its stories are favourites of the viewer."""
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
    """Banner that the account set on its profile; null in the examples."""
    qa_freeform_banner_available_prompts: list[QaFreeformBannerPrompt] | None = None
    """Prompts that a profile banner can answer."""
    qa_freeform_banner_transparency: str | None = None
    """Note on who sees the profile banner."""
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
    __required__ = ("pk", "username")
    __identity__ = ("pk", "pk_id", "id", "strong_id__")
    __entity__ = {
        "kind": "account",
        "name": "username",
        "title": "full_name",
        "private": "is_private",
        "business": "is_business",
        "counts": {
            "/follower_count": "user_followers",
            "/following_count": "user_following",
            "/media_count": "user_medias",
            "/total_clips_count": "user_clips",
        },
    }
    __times__ = ("latest_reel_media", "latest_besties_reel_media")
    __summary__ = (
        "pk",
        "username",
        "full_name",
        "follower_count",
        "following_count",
        "media_count",
    )
