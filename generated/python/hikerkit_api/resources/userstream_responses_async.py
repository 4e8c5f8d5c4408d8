"""The resource userstream: its async calls, returning complete responses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

if TYPE_CHECKING:
    from ..core.caller import AsyncCaller
    from ..core.options import CallOptions
    from ..core.response import Response
    from ..models import Userstream


class AsyncUserstreamResponses:
    """Profiles as the service receives them, one row after another.

    Async, returning complete responses.
    """

    __slots__ = ("_caller",)

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def by_id(
        self,
        id: str | int,
        **options: Unpack[CallOptions],
    ) -> Response[Userstream]:
        """Profile in rows, by id.

        Get userstream (info) by id. Returns user stream data: rows of the same account,
        each with another part of its fields; none has them all.

        Args:
            id: Numeric id (pk) of the account. The documentation says "string"; that it is
                digits is read off its examples.
            options: Options of every call, see `CallOptions`.

        Cost: 1 unit.

        Returns the complete `Response`; its `result` is what the plain method returns.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /v2/userstream/by/id
        """
        from ..api.userstream.userstream_by_id import OPERATION

        arguments: dict[str, Any] = {
            "id": id,
        }
        return await self._caller.call(OPERATION, arguments, options)

    async def by_username(
        self,
        username: str,
        **options: Unpack[CallOptions],
    ) -> Response[Userstream]:
        """Profile in rows, by username.

        Get userstream (info) by username. Returns user stream data: rows of the same
        account, each with more of its fields than the one before.

        Args:
            username: Name of the account, without "@". The pattern is Instagram's rule for
                names; the documentation says "string".
            options: Options of every call, see `CallOptions`.

        Cost: 1 unit.

        Returns the complete `Response`; its `result` is what the plain method returns.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /v2/userstream/by/username
        """
        from ..api.userstream.userstream_by_username import OPERATION

        arguments: dict[str, Any] = {
            "username": username,
        }
        return await self._caller.call(OPERATION, arguments, options)
