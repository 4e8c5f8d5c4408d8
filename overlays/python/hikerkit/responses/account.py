"""What the service says is left on a key, as one of its answers or asked for by the client."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from hikerkit_api import service
from hikerkit_api.core.json import decode_json
from msgspec import Struct

from hikerkit.layers.flow import Flow, Layer
from hikerkit.transports.base import RawResponse, Request


class Account(Struct, frozen=True):
    """What is left on a key; None is what the service did not say."""

    units: int | None
    """Request units left."""
    rate: float | None
    """Requests a second that the key may send."""
    money: Decimal | None
    """Money left, in `currency`."""
    currency: str | None

    @property
    def unit_price(self) -> Decimal | None:
        """Money left over units left: what a unit costs on this plan."""
        return self.money / self.units if self.money and self.units else None


def account_of(request: Request, answer: RawResponse) -> Account | None:
    """The account, where this response tells of it."""
    if request.operation != service.ACCOUNT.get("operation") or answer.status != 200:
        return None
    try:
        data = decode_json(answer.content)
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    units = _number(data.get(service.ACCOUNT["units"]))
    rate = _number(data.get(service.ACCOUNT["rate"]))
    money = _number(data.get(service.ACCOUNT["money"]))
    currency = data.get(service.ACCOUNT["currency"])
    if not (isinstance(currency, str) and currency.isascii() and currency.isalpha()):
        currency = None
    return Account(
        units=None if units is None else int(units),
        rate=rate or None,
        money=None if money is None else Decimal(str(money)),
        currency=currency[:10] if currency else None,
    )


def _number(value: Any) -> float | None:
    """A number of a size that means something, 0 or more; None for anything else."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if number and 0 <= value < 1e15 and math.isfinite(value) else None


def asking(base_url: str, timeout: float | None) -> Request | None:
    """The request that asks for the account; None where the service has none. It costs nothing."""
    if not service.ACCOUNT:
        return None
    from hikerkit_api import api

    operation = api.operation(service.ACCOUNT["operation"])
    return Request(
        operation=operation.id,
        method=operation.method,
        url=base_url + operation.path,
        timeout=timeout,
        units=0,
    )


def price_of_a_unit(below: Layer, request: Request, base_url: str) -> Flow[Decimal | None]:
    """What the service says a unit costs, asked by way of these layers; None if it does not."""
    question = asking(base_url, request.timeout)
    if question is None:
        return None
    answer = yield from below(question)
    account = account_of(question, answer)
    return None if account is None else account.unit_price
