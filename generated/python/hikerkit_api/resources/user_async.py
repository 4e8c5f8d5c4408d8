"""The resource user: its async calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from ..core.deprecation import deprecated
from ..core.options import ListOptions

if TYPE_CHECKING:
    from ..core.caller import AsyncCaller
    from ..core.model import Model
    from ..core.options import CallOptions
    from ..core.pager import AsyncPager
    from ..models import (
        BusinessRecommendations,
        GraphUser,
        HighlightTray,
        Media,
        ShortUser,
        StoriesResponse,
        SuggestedProfiles,
        User,
    )


class AsyncUserResource:
    """Profiles, lists of accounts, and what an account has posted.

    Async.
    """

    __slots__ = ("_caller",)

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def a2(
        self,
        username: str,
        **options: Unpack[CallOptions],
    ) -> GraphUser:
        """Profile as the web shows it.

        The graph user of an account, with its newest posts. "Get user object" in the
        documentation. Its cost is from the guide; the page of the endpoint names none.

        Args:
            username: Name of the account, without "@". The pattern is Instagram's rule for
                names; the documentation says "string".
            options: Options of every call, see `CallOptions`.

        Cost: 2 units.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /a2/user
        """
        from ..api.user.user_a2 import OPERATION

        arguments: dict[str, Any] = {
            "username": username,
        }
        return (await self._caller.call(OPERATION, arguments, options)).result

    async def by_id(
        self,
        id: str | int,
        **options: Unpack[CallOptions],
    ) -> User:
        """Profile by id.

        Get user object by id. Returns a User object.

        Args:
            id: Numeric id (pk) of the account. The documentation says "string"; that it is
                digits is read off its examples.
            options: Options of every call, see `CallOptions`.

        Cost: 1 unit.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /v2/user/by/id
        """
        from ..api.user.user_by_id import OPERATION

        arguments: dict[str, Any] = {
            "id": id,
        }
        return (await self._caller.call(OPERATION, arguments, options)).result

    async def by_username(
        self,
        username: str,
        **options: Unpack[CallOptions],
    ) -> User:
        """Profile by username.

        Get user object by username. Returns a User object.

        Args:
            username: Name of the account, without "@". The pattern is Instagram's rule for
                names; the documentation says "string".
            options: Options of every call, see `CallOptions`.

        Cost: 1 unit.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /v2/user/by/username
        """
        from ..api.user.user_by_username import OPERATION

        arguments: dict[str, Any] = {
            "username": username,
        }
        return (await self._caller.call(OPERATION, arguments, options)).result

    def clips(
        self,
        user_id: str | int | None = None,
        *,
        page_id: str | None = None,
        safe_int: bool | None = None,
        limit: int | None = None,
        max_pages: int | None = None,
        max_empty: int | None = 10,
        expected: int | Model | None = None,
        prefetch: int = 0,
        **options: Unpack[CallOptions],
    ) -> AsyncPager[Media]:
        """Reels of an account.

        Get user clips. Returns a list of Media objects (Reels), one page a call.

        Args:
            user_id: Numeric id (pk) of the account whose list is requested. Required
                without a cursor; with one, it does no harm.
            page_id: Cursor of the page, the `next_page_id` of the previous response;
                without it, the first page.
            safe_int: Respond with big integers as strings. From which size on is not
                documented.
            limit: The most items to yield; None for all.
            max_pages: The most pages to request; None for all.
            max_empty: Stop after so many pages in a row without a new item; None: never.
            expected: The number of items to expect, or the profile that states it; the
                verdict reports a list that is much shorter.
            prefetch: 1 requests the next page while you process the current one.
            options: Options of every call, see `CallOptions`.

        Cost: 1 unit per page.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /v2/user/clips
        """
        from ..api.user.user_clips import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "page_id": page_id,
            "safe_int": safe_int,
        }
        list_options = ListOptions(limit, max_pages, max_empty, expected, prefetch)
        return self._caller.paginate(OPERATION, arguments, options, list_options)

    async def explore_businesses_by_id(
        self,
        user_id: str | int,
        **options: Unpack[CallOptions],
    ) -> BusinessRecommendations:
        """Businesses like an account.

        Get list of recommended accounts for business category of the user by his id.
        Returns recommended accounts. Its cost is from the guide; the page of the endpoint
        names none.

        Args:
            user_id: Numeric id (pk) of the account. The documentation says "string"; that
                it is digits is read off its examples.
            options: Options of every call, see `CallOptions`.

        Cost: 2 units.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /v2/user/explore/businesses/by/id
        """
        from ..api.user.user_explore_businesses_by_id import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
        }
        return (await self._caller.call(OPERATION, arguments, options)).result

    def followers(
        self,
        user_id: str | int | None = None,
        *,
        page_id: str | None = None,
        limit: int | None = None,
        max_pages: int | None = None,
        max_empty: int | None = 10,
        expected: int | Model | None = None,
        prefetch: int = 0,
        **options: Unpack[CallOptions],
    ) -> AsyncPager[ShortUser]:
        """Followers of an account.

        Get part (one page) of followers users with cursor. Returns a list of User objects.
        The service often cuts the list off near 50 and says so in
        `should_limit_list_of_followers`.

        Args:
            user_id: Numeric id (pk) of the account whose list is requested. Required
                without a cursor; with one, it does no harm.
            page_id: Cursor of the page, the `next_page_id` of the previous response;
                without it, the first page.
            limit: The most items to yield; None for all.
            max_pages: The most pages to request; None for all.
            max_empty: Stop after so many pages in a row without a new item; None: never.
            expected: The number of items to expect, or the profile that states it; the
                verdict reports a list that is much shorter.
            prefetch: 1 requests the next page while you process the current one.
            options: Options of every call, see `CallOptions`.

        Cost: 1 unit per page.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /v2/user/followers
        """
        from ..api.user.user_followers import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "page_id": page_id,
        }
        list_options = ListOptions(limit, max_pages, max_empty, expected, prefetch)
        return self._caller.paginate(OPERATION, arguments, options, list_options)

    def following(
        self,
        user_id: str | int | None = None,
        *,
        page_id: str | None = None,
        limit: int | None = None,
        max_pages: int | None = None,
        max_empty: int | None = 10,
        expected: int | Model | None = None,
        prefetch: int = 0,
        **options: Unpack[CallOptions],
    ) -> AsyncPager[ShortUser]:
        """Accounts that an account follows.

        Get part (one page) of following users. Returns a list of User objects.

        Args:
            user_id: Numeric id (pk) of the account whose list is requested. Required
                without a cursor; with one, it does no harm.
            page_id: Cursor of the page, the `next_page_id` of the previous response;
                without it, the first page.
            limit: The most items to yield; None for all.
            max_pages: The most pages to request; None for all.
            max_empty: Stop after so many pages in a row without a new item; None: never.
            expected: The number of items to expect, or the profile that states it; the
                verdict reports a list that is much shorter.
            prefetch: 1 requests the next page while you process the current one.
            options: Options of every call, see `CallOptions`.

        Cost: 1 unit per page.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /v2/user/following
        """
        from ..api.user.user_following import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "page_id": page_id,
        }
        list_options = ListOptions(limit, max_pages, max_empty, expected, prefetch)
        return self._caller.paginate(OPERATION, arguments, options, list_options)

    async def highlights(
        self,
        user_id: str | int,
        *,
        amount: int | None = None,
        force: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> HighlightTray:
        """Highlights of an account.

        Returns a list of Highlight objects. No parameter for a further page is documented,
        though the response has a `next_page_id`.

        Args:
            user_id: Numeric id (pk) of the account. The documentation says "string"; that
                it is digits is read off its examples.
            amount: The largest number of highlights in the response. What 0 means is not
                documented.
            force: Skip the check whether the account is private, which makes the call one
                unit cheaper.
            options: Options of every call, see `CallOptions`.

        Cost: 2 units, 1 fewer with `force`.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /v2/user/highlights
        """
        from ..api.user.user_highlights import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "amount": amount,
            "force": force,
        }
        return (await self._caller.call(OPERATION, arguments, options)).result

    async def highlights_by_username(
        self,
        username: str,
        *,
        amount: int | None = None,
        force: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> HighlightTray:
        """Highlights of an account, by username.

        Returns a list of Highlight objects. No parameter for a further page is documented,
        though the response has a `next_page_id`.

        Args:
            username: Name of the account, without "@". The pattern is Instagram's rule for
                names; the documentation says "string".
            amount: The largest number of highlights in the response. What 0 means is not
                documented.
            force: Skip the check whether the account is private, which makes the call one
                unit cheaper.
            options: Options of every call, see `CallOptions`.

        Cost: 3 units, 1 fewer with `force`.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /v2/user/highlights/by/username
        """
        from ..api.user.user_highlights_by_username import OPERATION

        arguments: dict[str, Any] = {
            "username": username,
            "amount": amount,
            "force": force,
        }
        return (await self._caller.call(OPERATION, arguments, options)).result

    async def stories(
        self,
        user_id: str | int,
        *,
        force: bool | None = None,
        safe_int: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> StoriesResponse:
        """Stories of an account.

        Returns a list of Story objects: the reel of the last 24 hours. `reel` is null for
        an account without stories.

        Args:
            user_id: Numeric id (pk) of the account. The documentation says "string"; that
                it is digits is read off its examples.
            force: Skip the check whether the account is private, which makes the call one
                unit cheaper.
            safe_int: Respond with big integers as strings. From which size on is not
                documented.
            options: Options of every call, see `CallOptions`.

        Cost: 2 units, 1 fewer with `force`.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /v2/user/stories
        """
        from ..api.user.user_stories import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "force": force,
            "safe_int": safe_int,
        }
        return (await self._caller.call(OPERATION, arguments, options)).result

    async def stories_by_username(
        self,
        username: str,
        *,
        force: bool | None = None,
        safe_int: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> StoriesResponse:
        """Stories of an account, by username.

        Returns a list of Story objects: the reel of the last 24 hours. `reel` is null for
        an account without stories.

        Args:
            username: Name of the account, without "@". The pattern is Instagram's rule for
                names; the documentation says "string".
            force: Skip the check whether the account is private, which makes the call one
                unit cheaper.
            safe_int: Respond with big integers as strings. From which size on is not
                documented.
            options: Options of every call, see `CallOptions`.

        Cost: 3 units, 1 fewer with `force`.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /v2/user/stories/by/username
        """
        from ..api.user.user_stories_by_username import OPERATION

        arguments: dict[str, Any] = {
            "username": username,
            "force": force,
            "safe_int": safe_int,
        }
        return (await self._caller.call(OPERATION, arguments, options)).result

    async def suggested_profiles(
        self,
        user_id: str | int,
        *,
        expand_suggestion: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> SuggestedProfiles:
        """Accounts suggested alongside an account.

        Fetch suggested users details by target_id. expand_suggestion=True for more detailed
        response.

        Args:
            user_id: Numeric id (pk) of the account. The documentation says "string"; that
                it is digits is read off its examples.
            expand_suggestion: Respond with more detail about each suggested account. Which
                detail is not documented.
            options: Options of every call, see `CallOptions`.

        Cost: 1 unit.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /v2/user/suggested/profiles
        """
        from ..api.user.user_suggested_profiles import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "expand_suggestion": expand_suggestion,
        }
        return (await self._caller.call(OPERATION, arguments, options)).result

    def tag_medias(
        self,
        user_id: str | int | None = None,
        *,
        page_id: str | None = None,
        limit: int | None = None,
        max_pages: int | None = None,
        max_empty: int | None = 10,
        expected: int | Model | None = None,
        prefetch: int = 0,
        **options: Unpack[CallOptions],
    ) -> AsyncPager[Media]:
        """Posts in which an account is tagged.

        Get usertag medias, one page a call.

        Args:
            user_id: Numeric id (pk) of the account whose list is requested. Required
                without a cursor; with one, it does no harm.
            page_id: Cursor of the page, the `next_page_id` of the previous response;
                without it, the first page.
            limit: The most items to yield; None for all.
            max_pages: The most pages to request; None for all.
            max_empty: Stop after so many pages in a row without a new item; None: never.
            expected: The number of items to expect, or the profile that states it; the
                verdict reports a list that is much shorter.
            prefetch: 1 requests the next page while you process the current one.
            options: Options of every call, see `CallOptions`.

        Cost: 1 unit per page.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /v2/user/tag/medias
        """
        from ..api.user.user_tag_medias import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "page_id": page_id,
        }
        list_options = ListOptions(limit, max_pages, max_empty, expected, prefetch)
        return self._caller.paginate(OPERATION, arguments, options, list_options)

    @deprecated("user.medias is deprecated by the service; use `/gql/user/medias` instead.")
    def medias(
        self,
        user_id: str | int | None = None,
        *,
        page_id: str | None = None,
        safe_int: bool | None = None,
        limit: int | None = None,
        max_pages: int | None = None,
        max_empty: int | None = 10,
        expected: int | Model | None = None,
        prefetch: int = 0,
        **options: Unpack[CallOptions],
    ) -> AsyncPager[Media]:
        """Posts of an account.

        A page of Media objects. Parameters and shape are from the service's interface
        description; the documentation only says that it is deprecated.

        user.medias is deprecated by the service; use `/gql/user/medias` instead.

        Args:
            user_id: Numeric id (pk) of the account whose list is requested. Required
                without a cursor; with one, it does no harm.
            page_id: Cursor of the page, the `next_page_id` of the previous response;
                without it, the first page.
            safe_int: Respond with big integers as strings. From which size on is not
                documented.
            limit: The most items to yield; None for all.
            max_pages: The most pages to request; None for all.
            max_empty: Stop after so many pages in a row without a new item; None: never.
            expected: The number of items to expect, or the profile that states it; the
                verdict reports a list that is much shorter.
            prefetch: 1 requests the next page while you process the current one.
            options: Options of every call, see `CallOptions`.

        Cost: 1 unit per page.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /v2/user/medias
        """
        from ..api.user.user_medias import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "page_id": page_id,
            "safe_int": safe_int,
        }
        list_options = ListOptions(limit, max_pages, max_empty, expected, prefetch)
        return self._caller.paginate(OPERATION, arguments, options, list_options)

    @deprecated(
        "user.videos is deprecated by the service; use `user.clips` or `user.medias` instead."
    )
    def videos(
        self,
        user_id: str | int | None = None,
        *,
        page_id: str | None = None,
        limit: int | None = None,
        max_pages: int | None = None,
        max_empty: int | None = 10,
        expected: int | Model | None = None,
        prefetch: int = 0,
        **options: Unpack[CallOptions],
    ) -> AsyncPager[Media]:
        """Videos of an account.

        A page of Media objects, 50 a request. Parameters are from the service's interface
        description; no response is documented, its shape is assumed to be that of
        `/v2/user/medias`.

        user.videos is deprecated by the service; use `user.clips` or `user.medias` instead.

        Args:
            user_id: Numeric id (pk) of the account whose list is requested. Required
                without a cursor; with one, it does no harm.
            page_id: Cursor of the page, the `next_page_id` of the previous response;
                without it, the first page.
            limit: The most items to yield; None for all.
            max_pages: The most pages to request; None for all.
            max_empty: Stop after so many pages in a row without a new item; None: never.
            expected: The number of items to expect, or the profile that states it; the
                verdict reports a list that is much shorter.
            prefetch: 1 requests the next page while you process the current one.
            options: Options of every call, see `CallOptions`.

        Cost: 1 unit per page.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /v2/user/videos
        """
        from ..api.user.user_videos import OPERATION

        arguments: dict[str, Any] = {
            "user_id": user_id,
            "page_id": page_id,
        }
        list_options = ListOptions(limit, max_pages, max_empty, expected, prefetch)
        return self._caller.paginate(OPERATION, arguments, options, list_options)
