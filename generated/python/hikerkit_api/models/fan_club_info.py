"""The subscriptions of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    pass


class FanClubInfo(Model):
    """The subscriptions of an account."""

    autosave_to_exclusive_highlight: Any = None
    """Whether subscriber stories are saved to an exclusive highlight automatically."""
    connected_member_count: Any = None
    """Members of the fan club."""
    fan_club_id: Any = None
    """Id of the fan club."""
    fan_club_name: Any = None
    """Name of the fan club."""
    has_created_ssc: Any = None
    has_enough_subscribers_for_ssc: Any = None
    is_fan_club_gifting_eligible: Any = None
    """Whether subscriptions to the fan club can be gifted."""
    is_fan_club_referral_eligible: Any = None
    is_free_trial_eligible: Any = None
    """Whether a free trial of the fan club can be had."""
    largest_public_bc_id: Any = None
    subscriber_count: Any = None
    """Subscribers."""
    should_show_playlists_in_profile_tab: Any = None
    fan_consideration_page_revamp_eligiblity: Any = None
