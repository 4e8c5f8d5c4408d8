"""What calls would cost: the methods of the client, with nothing sent."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from .core.operation import Operation

if TYPE_CHECKING:
    from decimal import Decimal


class Estimate(Struct, frozen=True):
    """What a call, or reading a list, would cost without retries and without an archive."""

    units_min: int
    """Request units at least."""
    units_max: int | None
    """Request units at most; None if nothing limits them."""
    pages_min: int
    """Requests at least."""
    pages_max: int | None
    """Requests at most; None if nothing limits them."""
    cost_min: Decimal | None
    """The price of `units_min` in the account's currency; None while no price is known."""
    cost_max: Decimal | None
    """The price of `units_max`."""
    assumption: str
    """What this is based on, in words."""


class Estimator(Protocol):
    """Calculates what calls would cost."""

    def estimate(
        self,
        operation: Operation[Any],
        arguments: dict[str, Any],
        limit: int | None,
        max_pages: int | None,
        per_page: int | None,
    ) -> Estimate:
        """The estimate; nothing is sent."""


class UserEstimates:
    """Profiles, lists of accounts, and what an account has posted."""

    __slots__ = ("_estimator",)

    def __init__(self, estimator: Estimator) -> None:
        self._estimator = estimator

    def a2(
        self,
        username: str,
    ) -> Estimate:
        """What this would cost: Profile as the web shows it."""
        from .api.user.user_a2 import OPERATION

        arguments: dict[str, Any] = {
            "username": username,
        }
        return self._estimator.estimate(OPERATION, arguments, None, None, None)

    def by_id(
        self,
        id: str | int,
    ) -> Estimate:
        """What this would cost: Profile by id."""
        from .api.user.user_by_id import OPERATION

        arguments: dict[str, Any] = {
            "id": id,
        }
        return self._estimator.estimate(OPERATION, arguments, None, None, None)

    def by_username(
        self,
        username: str,
    ) -> Estimate:
        """What this would cost: Profile by username."""
        from .api.user.user_by_username import OPERATION

        arguments: dict[str, Any] = {
            "username": username,
        }
        return self._estimator.estimate(OPERATION, arguments, None, None, None)

    def clips(
        self,
        user_id: str | int | None = None,
        *,
        page_id: str | None = None,
        safe_int: bool | None = None,
        limit: int | None = None,
        max_pages: int | None = None,
        per_page: int | None = None,
    ) -> Estimate:
        """What this would cost: Reels of an account.

        limit and max_pages limit the list as in the call; per_page: the number of items of
        a page, if you know it.
        """
        from .api.user.user_clips import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "page_id": page_id,
            "safe_int": safe_int,
        }
        return self._estimator.estimate(OPERATION, arguments, limit, max_pages, per_page)

    def explore_businesses_by_id(
        self,
        user_id: str | int,
    ) -> Estimate:
        """What this would cost: Businesses like an account."""
        from .api.user.user_explore_businesses_by_id import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
        }
        return self._estimator.estimate(OPERATION, arguments, None, None, None)

    def followers(
        self,
        user_id: str | int | None = None,
        *,
        page_id: str | None = None,
        limit: int | None = None,
        max_pages: int | None = None,
        per_page: int | None = None,
    ) -> Estimate:
        """What this would cost: Followers of an account.

        limit and max_pages limit the list as in the call; per_page: the number of items of
        a page, if you know it.
        """
        from .api.user.user_followers import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "page_id": page_id,
        }
        return self._estimator.estimate(OPERATION, arguments, limit, max_pages, per_page)

    def following(
        self,
        user_id: str | int | None = None,
        *,
        page_id: str | None = None,
        limit: int | None = None,
        max_pages: int | None = None,
        per_page: int | None = None,
    ) -> Estimate:
        """What this would cost: Accounts that an account follows.

        limit and max_pages limit the list as in the call; per_page: the number of items of
        a page, if you know it.
        """
        from .api.user.user_following import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "page_id": page_id,
        }
        return self._estimator.estimate(OPERATION, arguments, limit, max_pages, per_page)

    def highlights(
        self,
        user_id: str | int,
        *,
        amount: int | None = None,
        force: bool | None = None,
    ) -> Estimate:
        """What this would cost: Highlights of an account."""
        from .api.user.user_highlights import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "amount": amount,
            "force": force,
        }
        return self._estimator.estimate(OPERATION, arguments, None, None, None)

    def highlights_by_username(
        self,
        username: str,
        *,
        amount: int | None = None,
        force: bool | None = None,
    ) -> Estimate:
        """What this would cost: Highlights of an account, by username."""
        from .api.user.user_highlights_by_username import OPERATION

        arguments: dict[str, Any] = {
            "username": username,
            "amount": amount,
            "force": force,
        }
        return self._estimator.estimate(OPERATION, arguments, None, None, None)

    def stories(
        self,
        user_id: str | int,
        *,
        force: bool | None = None,
        safe_int: bool | None = None,
    ) -> Estimate:
        """What this would cost: Stories of an account."""
        from .api.user.user_stories import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "force": force,
            "safe_int": safe_int,
        }
        return self._estimator.estimate(OPERATION, arguments, None, None, None)

    def stories_by_username(
        self,
        username: str,
        *,
        force: bool | None = None,
        safe_int: bool | None = None,
    ) -> Estimate:
        """What this would cost: Stories of an account, by username."""
        from .api.user.user_stories_by_username import OPERATION

        arguments: dict[str, Any] = {
            "username": username,
            "force": force,
            "safe_int": safe_int,
        }
        return self._estimator.estimate(OPERATION, arguments, None, None, None)

    def suggested_profiles(
        self,
        user_id: str | int,
        *,
        expand_suggestion: bool | None = None,
    ) -> Estimate:
        """What this would cost: Accounts suggested alongside an account."""
        from .api.user.user_suggested_profiles import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "expand_suggestion": expand_suggestion,
        }
        return self._estimator.estimate(OPERATION, arguments, None, None, None)

    def tag_medias(
        self,
        user_id: str | int | None = None,
        *,
        page_id: str | None = None,
        limit: int | None = None,
        max_pages: int | None = None,
        per_page: int | None = None,
    ) -> Estimate:
        """What this would cost: Posts in which an account is tagged.

        limit and max_pages limit the list as in the call; per_page: the number of items of
        a page, if you know it.
        """
        from .api.user.user_tag_medias import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "page_id": page_id,
        }
        return self._estimator.estimate(OPERATION, arguments, limit, max_pages, per_page)

    def medias(
        self,
        user_id: str | int | None = None,
        *,
        page_id: str | None = None,
        safe_int: bool | None = None,
        limit: int | None = None,
        max_pages: int | None = None,
        per_page: int | None = None,
    ) -> Estimate:
        """What this would cost: Posts of an account.

        limit and max_pages limit the list as in the call; per_page: the number of items of
        a page, if you know it.
        """
        from .api.user.user_medias import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "page_id": page_id,
            "safe_int": safe_int,
        }
        return self._estimator.estimate(OPERATION, arguments, limit, max_pages, per_page)

    def videos(
        self,
        user_id: str | int | None = None,
        *,
        page_id: str | None = None,
        limit: int | None = None,
        max_pages: int | None = None,
        per_page: int | None = None,
    ) -> Estimate:
        """What this would cost: Videos of an account.

        limit and max_pages limit the list as in the call; per_page: the number of items of
        a page, if you know it.
        """
        from .api.user.user_videos import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "page_id": page_id,
        }
        return self._estimator.estimate(OPERATION, arguments, limit, max_pages, per_page)


class UserstreamEstimates:
    """Profiles as the service receives them, one row after another."""

    __slots__ = ("_estimator",)

    def __init__(self, estimator: Estimator) -> None:
        self._estimator = estimator

    def by_id(
        self,
        id: str | int,
    ) -> Estimate:
        """What this would cost: Profile in rows, by id."""
        from .api.userstream.userstream_by_id import OPERATION

        arguments: dict[str, Any] = {
            "id": id,
        }
        return self._estimator.estimate(OPERATION, arguments, None, None, None)

    def by_username(
        self,
        username: str,
    ) -> Estimate:
        """What this would cost: Profile in rows, by username."""
        from .api.userstream.userstream_by_username import OPERATION

        arguments: dict[str, Any] = {
            "username": username,
        }
        return self._estimator.estimate(OPERATION, arguments, None, None, None)


class SysEstimates:
    """The account that the key belongs to."""

    __slots__ = ("_estimator",)

    def __init__(self, estimator: Estimator) -> None:
        self._estimator = estimator

    def balance(
        self,
    ) -> Estimate:
        """What this would cost: What is left on the key."""
        from .api.sys.sys_balance import OPERATION

        arguments: dict[str, Any] = {}
        return self._estimator.estimate(OPERATION, arguments, None, None, None)


class Estimates:
    """The calls of the service, one attribute per resource; each returns an `Estimate`."""

    def __init__(self, estimator: Estimator) -> None:
        self._estimator = estimator

    @cached_property
    def user(self) -> UserEstimates:
        """Profiles, lists of accounts, and what an account has posted."""
        return UserEstimates(self._estimator)

    @cached_property
    def userstream(self) -> UserstreamEstimates:
        """Profiles as the service receives them, one row after another."""
        return UserstreamEstimates(self._estimator)

    @cached_property
    def sys(self) -> SysEstimates:
        """The account that the key belongs to."""
        return SysEstimates(self._estimator)
