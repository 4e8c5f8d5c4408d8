"""The models, each imported on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.views import register

if TYPE_CHECKING:
    from .active_standalone_fundraisers import (
        ActiveStandaloneFundraisers as ActiveStandaloneFundraisers,
    )
    from .additional_candidates import AdditionalCandidates as AdditionalCandidates
    from .avatar_status import AvatarStatus as AvatarStatus
    from .balance import Balance as Balance
    from .bio_link import BioLink as BioLink
    from .biography_with_entities import BiographyWithEntities as BiographyWithEntities
    from .broadcast_chat_preference_status import (
        BroadcastChatPreferenceStatus as BroadcastChatPreferenceStatus,
    )
    from .business_recommendation import BusinessRecommendation as BusinessRecommendation
    from .business_recommendations import BusinessRecommendations as BusinessRecommendations
    from .caption import Caption as Caption
    from .carousel_media import CarouselMedia as CarouselMedia
    from .chaining_info import ChainingInfo as ChainingInfo
    from .charity_profile_fundraiser_info import (
        CharityProfileFundraiserInfo as CharityProfileFundraiserInfo,
    )
    from .clips import Clips as Clips
    from .clips_demotion_control import ClipsDemotionControl as ClipsDemotionControl
    from .clips_item import ClipsItem as ClipsItem
    from .clips_page import ClipsPage as ClipsPage
    from .collab_follow_button_info import CollabFollowButtonInfo as CollabFollowButtonInfo
    from .comment_inform_treatment import CommentInformTreatment as CommentInformTreatment
    from .community_notes_info import CommunityNotesInfo as CommunityNotesInfo
    from .consumption_sheet_config import ConsumptionSheetConfig as ConsumptionSheetConfig
    from .cover_media import CoverMedia as CoverMedia
    from .creator_shopping_info import CreatorShoppingInfo as CreatorShoppingInfo
    from .crosspost_metadata import CrosspostMetadata as CrosspostMetadata
    from .demotion_followup_option import DemotionFollowupOption as DemotionFollowupOption
    from .donation_amount_config import DonationAmountConfig as DonationAmountConfig
    from .edge_count import EdgeCount as EdgeCount
    from .error_body import ErrorBody as ErrorBody
    from .fan_club_info import FanClubInfo as FanClubInfo
    from .fb_downstream_use_xpost_metadata import (
        FbDownstreamUseXpostMetadata as FbDownstreamUseXpostMetadata,
    )
    from .fb_user_tags import FbUserTags as FbUserTags
    from .followers import Followers as Followers
    from .followers_page import FollowersPage as FollowersPage
    from .following import Following as Following
    from .following_page import FollowingPage as FollowingPage
    from .fundraiser_tag import FundraiserTag as FundraiserTag
    from .gen_ai_detection_method import GenAiDetectionMethod as GenAiDetectionMethod
    from .graph_caption import GraphCaption as GraphCaption
    from .graph_caption_connection import GraphCaptionConnection as GraphCaptionConnection
    from .graph_caption_edge import GraphCaptionEdge as GraphCaptionEdge
    from .graph_media import GraphMedia as GraphMedia
    from .graph_media_connection import GraphMediaConnection as GraphMediaConnection
    from .graph_media_edge import GraphMediaEdge as GraphMediaEdge
    from .graph_user import GraphUser as GraphUser
    from .graph_user_data import GraphUserData as GraphUserData
    from .graph_user_response import GraphUserResponse as GraphUserResponse
    from .highlight import Highlight as Highlight
    from .highlight_tray import HighlightTray as HighlightTray
    from .highlights_response import HighlightsResponse as HighlightsResponse
    from .image import Image as Image
    from .image_versions import ImageVersions as ImageVersions
    from .location import Location as Location
    from .mashup_info import MashupInfo as MashupInfo
    from .media import Media as Media
    from .media_notes import MediaNotes as MediaNotes
    from .media_preview import MediaPreview as MediaPreview
    from .medias import Medias as Medias
    from .medias_page import MediasPage as MediasPage
    from .meta_verified_benefits_info import MetaVerifiedBenefitsInfo as MetaVerifiedBenefitsInfo
    from .music_metadata import MusicMetadata as MusicMetadata
    from .nametag import Nametag as Nametag
    from .nametag_theme import NametagTheme as NametagTheme
    from .not_meta_verified_friction_info import (
        NotMetaVerifiedFrictionInfo as NotMetaVerifiedFrictionInfo,
    )
    from .open_object import OpenObject as OpenObject
    from .paging_info import PagingInfo as PagingInfo
    from .pinned_channels_info import PinnedChannelsInfo as PinnedChannelsInfo
    from .profile_overlay_info import ProfileOverlayInfo as ProfileOverlayInfo
    from .qa_freeform_banner_prompt import QaFreeformBannerPrompt as QaFreeformBannerPrompt
    from .recon_features import ReconFeatures as ReconFeatures
    from .recs_from_friends import RecsFromFriends as RecsFromFriends
    from .reel import Reel as Reel
    from .reel_mention import ReelMention as ReelMention
    from .reel_owner import ReelOwner as ReelOwner
    from .report_info import ReportInfo as ReportInfo
    from .scrubber_spritesheet import ScrubberSpritesheet as ScrubberSpritesheet
    from .scrubber_spritesheet_info_candidates import (
        ScrubberSpritesheetInfoCandidates as ScrubberSpritesheetInfoCandidates,
    )
    from .sharing_friction_info import SharingFrictionInfo as SharingFrictionInfo
    from .short_reel import ShortReel as ShortReel
    from .short_user import ShortUser as ShortUser
    from .sponsor_tag import SponsorTag as SponsorTag
    from .stories_response import StoriesResponse as StoriesResponse
    from .story import Story as Story
    from .suggested_profiles import SuggestedProfiles as SuggestedProfiles
    from .tag_medias import TagMedias as TagMedias
    from .tag_medias_page import TagMediasPage as TagMediasPage
    from .theme_color import ThemeColor as ThemeColor
    from .trial_clips_rate_limiting import TrialClipsRateLimiting as TrialClipsRateLimiting
    from .user import User as User
    from .user_response import UserResponse as UserResponse
    from .userstream import Userstream as Userstream
    from .userstream_row import UserstreamRow as UserstreamRow
    from .usertag import Usertag as Usertag
    from .validation_error_body import ValidationErrorBody as ValidationErrorBody
    from .validation_error_detail import ValidationErrorDetail as ValidationErrorDetail
    from .video_version import VideoVersion as VideoVersion

__all__ = (
    "ActiveStandaloneFundraisers",
    "AdditionalCandidates",
    "AvatarStatus",
    "Balance",
    "BiographyWithEntities",
    "BioLink",
    "BroadcastChatPreferenceStatus",
    "BusinessRecommendation",
    "BusinessRecommendations",
    "Caption",
    "CarouselMedia",
    "ChainingInfo",
    "CharityProfileFundraiserInfo",
    "Clips",
    "ClipsDemotionControl",
    "ClipsItem",
    "ClipsPage",
    "CollabFollowButtonInfo",
    "CommentInformTreatment",
    "CommunityNotesInfo",
    "ConsumptionSheetConfig",
    "CoverMedia",
    "CreatorShoppingInfo",
    "CrosspostMetadata",
    "DemotionFollowupOption",
    "DonationAmountConfig",
    "EdgeCount",
    "ErrorBody",
    "FanClubInfo",
    "FbDownstreamUseXpostMetadata",
    "FbUserTags",
    "Followers",
    "FollowersPage",
    "Following",
    "FollowingPage",
    "FundraiserTag",
    "GenAiDetectionMethod",
    "GraphCaption",
    "GraphCaptionConnection",
    "GraphCaptionEdge",
    "GraphMedia",
    "GraphMediaConnection",
    "GraphMediaEdge",
    "GraphUser",
    "GraphUserData",
    "GraphUserResponse",
    "Highlight",
    "HighlightsResponse",
    "HighlightTray",
    "Image",
    "ImageVersions",
    "Location",
    "MashupInfo",
    "Media",
    "MediaNotes",
    "MediaPreview",
    "Medias",
    "MediasPage",
    "MetaVerifiedBenefitsInfo",
    "MusicMetadata",
    "Nametag",
    "NametagTheme",
    "NotMetaVerifiedFrictionInfo",
    "OpenObject",
    "PagingInfo",
    "PinnedChannelsInfo",
    "ProfileOverlayInfo",
    "QaFreeformBannerPrompt",
    "ReconFeatures",
    "RecsFromFriends",
    "Reel",
    "ReelMention",
    "ReelOwner",
    "ReportInfo",
    "ScrubberSpritesheet",
    "ScrubberSpritesheetInfoCandidates",
    "SharingFrictionInfo",
    "ShortReel",
    "ShortUser",
    "SponsorTag",
    "StoriesResponse",
    "Story",
    "SuggestedProfiles",
    "TagMedias",
    "TagMediasPage",
    "ThemeColor",
    "TrialClipsRateLimiting",
    "User",
    "UserResponse",
    "Userstream",
    "UserstreamRow",
    "Usertag",
    "ValidationErrorBody",
    "ValidationErrorDetail",
    "VideoVersion",
)

_MODULES = {
    "ActiveStandaloneFundraisers": ".active_standalone_fundraisers",
    "AdditionalCandidates": ".additional_candidates",
    "AvatarStatus": ".avatar_status",
    "Balance": ".balance",
    "BioLink": ".bio_link",
    "BiographyWithEntities": ".biography_with_entities",
    "BroadcastChatPreferenceStatus": ".broadcast_chat_preference_status",
    "BusinessRecommendation": ".business_recommendation",
    "BusinessRecommendations": ".business_recommendations",
    "Caption": ".caption",
    "CarouselMedia": ".carousel_media",
    "ChainingInfo": ".chaining_info",
    "CharityProfileFundraiserInfo": ".charity_profile_fundraiser_info",
    "Clips": ".clips",
    "ClipsDemotionControl": ".clips_demotion_control",
    "ClipsItem": ".clips_item",
    "ClipsPage": ".clips_page",
    "CollabFollowButtonInfo": ".collab_follow_button_info",
    "CommentInformTreatment": ".comment_inform_treatment",
    "CommunityNotesInfo": ".community_notes_info",
    "ConsumptionSheetConfig": ".consumption_sheet_config",
    "CoverMedia": ".cover_media",
    "CreatorShoppingInfo": ".creator_shopping_info",
    "CrosspostMetadata": ".crosspost_metadata",
    "DemotionFollowupOption": ".demotion_followup_option",
    "DonationAmountConfig": ".donation_amount_config",
    "EdgeCount": ".edge_count",
    "ErrorBody": ".error_body",
    "FanClubInfo": ".fan_club_info",
    "FbDownstreamUseXpostMetadata": ".fb_downstream_use_xpost_metadata",
    "FbUserTags": ".fb_user_tags",
    "Followers": ".followers",
    "FollowersPage": ".followers_page",
    "Following": ".following",
    "FollowingPage": ".following_page",
    "FundraiserTag": ".fundraiser_tag",
    "GenAiDetectionMethod": ".gen_ai_detection_method",
    "GraphCaption": ".graph_caption",
    "GraphCaptionConnection": ".graph_caption_connection",
    "GraphCaptionEdge": ".graph_caption_edge",
    "GraphMedia": ".graph_media",
    "GraphMediaConnection": ".graph_media_connection",
    "GraphMediaEdge": ".graph_media_edge",
    "GraphUser": ".graph_user",
    "GraphUserData": ".graph_user_data",
    "GraphUserResponse": ".graph_user_response",
    "Highlight": ".highlight",
    "HighlightTray": ".highlight_tray",
    "HighlightsResponse": ".highlights_response",
    "Image": ".image",
    "ImageVersions": ".image_versions",
    "Location": ".location",
    "MashupInfo": ".mashup_info",
    "Media": ".media",
    "MediaNotes": ".media_notes",
    "MediaPreview": ".media_preview",
    "Medias": ".medias",
    "MediasPage": ".medias_page",
    "MetaVerifiedBenefitsInfo": ".meta_verified_benefits_info",
    "MusicMetadata": ".music_metadata",
    "Nametag": ".nametag",
    "NametagTheme": ".nametag_theme",
    "NotMetaVerifiedFrictionInfo": ".not_meta_verified_friction_info",
    "OpenObject": ".open_object",
    "PagingInfo": ".paging_info",
    "PinnedChannelsInfo": ".pinned_channels_info",
    "ProfileOverlayInfo": ".profile_overlay_info",
    "QaFreeformBannerPrompt": ".qa_freeform_banner_prompt",
    "ReconFeatures": ".recon_features",
    "RecsFromFriends": ".recs_from_friends",
    "Reel": ".reel",
    "ReelMention": ".reel_mention",
    "ReelOwner": ".reel_owner",
    "ReportInfo": ".report_info",
    "ScrubberSpritesheet": ".scrubber_spritesheet",
    "ScrubberSpritesheetInfoCandidates": ".scrubber_spritesheet_info_candidates",
    "SharingFrictionInfo": ".sharing_friction_info",
    "ShortReel": ".short_reel",
    "ShortUser": ".short_user",
    "SponsorTag": ".sponsor_tag",
    "StoriesResponse": ".stories_response",
    "Story": ".story",
    "SuggestedProfiles": ".suggested_profiles",
    "TagMedias": ".tag_medias",
    "TagMediasPage": ".tag_medias_page",
    "ThemeColor": ".theme_color",
    "TrialClipsRateLimiting": ".trial_clips_rate_limiting",
    "User": ".user",
    "UserResponse": ".user_response",
    "Userstream": ".userstream",
    "UserstreamRow": ".userstream_row",
    "Usertag": ".usertag",
    "ValidationErrorBody": ".validation_error_body",
    "ValidationErrorDetail": ".validation_error_detail",
    "VideoVersion": ".video_version",
}


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(module, __name__), name)
    globals()[name] = found
    return found


register(__getattr__)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
