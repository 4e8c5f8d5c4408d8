"""The account of a key: units, money and rate, as the service reports them."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from hikerkit_api import service
from hikerkit_api.core.json import decode_json
from msgspec import Struct

from hikerkit.transports.base import RawResponse, Request


class Account(Struct, frozen=True):
    """The account of a key; a field is None if the service did not report it."""

    units: int | None
    """Request units left."""
    rate: float | None
    """Requests per second that the key may send."""
    money: Decimal | None
    """Money left, in `currency`."""
    currency: str | None

    @property
    def unit_price(self) -> Decimal | None:
        """Price of a unit on this plan: money left divided by units left."""
        return self.money / self.units if self.money and self.units else None


def account_of(operation_id: str, response: RawResponse) -> Account | None:
    """The account in a response of this operation; None if there is none."""
    if operation_id != service.ACCOUNT.get("operation") or response.status != 200:
        return None
    try:
        data = decode_json(response.content)
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
    """A finite number of plausible size, 0 or more; None for anything else."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if number and 0 <= value < 1e15 and math.isfinite(value) else None


def account_request(base_url: str, timeout: float | None) -> Request | None:
    """The free request for the account; None if the service has none."""
    if not service.ACCOUNT:
        return None
    from hikerkit_api import api

    operation = api.operation(service.ACCOUNT["operation"])
    return Request(
        operation=operation.id,
        method=operation.method,
        url=base_url + operation.path,
        timeout=timeout,
    )
