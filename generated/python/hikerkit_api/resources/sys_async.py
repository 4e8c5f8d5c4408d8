"""The resource sys: its async calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

if TYPE_CHECKING:
    from ..core.caller import AsyncCaller
    from ..core.options import CallOptions
    from ..models import Balance


class AsyncSysResource:
    """The account that the key belongs to.

    Async.
    """

    __slots__ = ("_caller",)

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def balance(
        self,
        **options: Unpack[CallOptions],
    ) -> Balance:
        """What is left on the key.

        Request units and money left, and the rate allowed. Costs nothing.

        Args:
            options: Options of every call, see `CallOptions`.

        Cost: 0 units.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /sys/balance
        """
        from ..api.sys.sys_balance import OPERATION

        arguments: dict[str, Any] = {}
        return (await self._caller.call(OPERATION, arguments, options)).result
