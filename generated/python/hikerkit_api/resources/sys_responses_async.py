"""The resource sys: its calls, async, each with all that comes with its response."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

if TYPE_CHECKING:
    from ..core.caller import AsyncCaller
    from ..core.options import CallOptions
    from ..core.response import Response
    from ..models import Balance


class AsyncSysResponses:
    """The account that the key belongs to.

    Here asynchronously and each with its response.
    """

    __slots__ = ("_caller",)

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def balance(
        self,
        **options: Unpack[CallOptions],
    ) -> Response[Balance]:
        """What is left on the key.

        Request units and money left, and the rate allowed. Costs nothing.

        Args:
            options: What every call takes, see `CallOptions`.

        Cost: 0 units.

        Returns the whole `Response`; its `result` is what the plain method returns.

        Raises:
            ArgumentError: An argument is missing or wrong; nothing was sent.
            HikerError: Everything else that can go wrong, see `hikerkit.errors`.

        Source: GET /sys/balance
        """
        from ..api.sys.sys_balance import OPERATION

        arguments: dict[str, Any] = {}
        return await self._caller.call(OPERATION, arguments, options)
