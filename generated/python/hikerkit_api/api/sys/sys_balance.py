"""GET /sys/balance: What is left on the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.operation import Operation

if TYPE_CHECKING:
    from ...models import Balance

OPERATION: Operation[Balance] = Operation(
    id="sys_balance",
    resource="sys",
    name="balance",
    method="GET",
    path="/sys/balance",
    summary="What is left on the key",
    description="Request units and money left, and the rate allowed. Costs nothing.",
    body="Balance",
    shape="Balance",
    units=0,
)
