"""The resource sys: its sync calls, returning complete responses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

if TYPE_CHECKING:
    from ..core.caller import Caller
    from ..core.options import CallOptions
    from ..core.response import Response
    from ..models import Balance


class SysResponses:
    """The account that the key belongs to.

    Sync, returning complete responses.
    """

    __slots__ = ("_caller",)

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def balance(
        self,
        **options: Unpack[CallOptions],
    ) -> Response[Balance]:
        """What is left on the key.

        Request units and money left, and the rate allowed. Costs nothing.

        Args:
            options: Options of every call, see `CallOptions`.

        Cost: 0 units.

        Returns the complete `Response`; its `result` is what the plain method returns.

        Raises:
            ArgumentError: An argument is missing or invalid; nothing was sent.
            HikerError: Any other failure, see `hikerkit.errors`.

        Source: GET /sys/balance
        """
        from ..api.sys.sys_balance import OPERATION

        arguments: dict[str, Any] = {}
        return self._caller.call(OPERATION, arguments, options)
