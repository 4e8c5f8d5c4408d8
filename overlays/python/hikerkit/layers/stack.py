"""The stack of layers that every request passes on its way to the wire, and why in this order."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from hikerkit.billing.budget import Budget, Price, budgeting
from hikerkit.billing.usage import Usage
from hikerkit.layers.auth import KeyRing, auth
from hikerkit.layers.flow import Call, Flow, Layer
from hikerkit.layers.metering import book, metering
from hikerkit.layers.retry import retry
from hikerkit.layers.tracing import Tracer, tracing
from hikerkit.settings import Settings

if TYPE_CHECKING:
    from hikerkit.archive import Archive


def build_layers(
    settings: Settings,
    keys: KeyRing,
    usage: Usage,
    tracer: Tracer,
    budget: Budget | None,
    archive: Archive | None,
    owner: object,
) -> Layer:
    """Build the stack from the bottom up. Why each layer is where it is:

    auth      lowest: nothing else adds the key or sends to another host.
    rate      above auth: the rate belongs to the key, and every request counts, also those of
              a redirect. Below the rest: a request that waits has not been sent or paid for.
    tracing   above rate: it reports a request when it is sent, and the time that the service
              takes without the wait.
    metering  above tracing, below retry: it books every attempt that was sent.
    budget    above rate: a request without units left does not wait for its turn. Below retry:
              each attempt is reserved and settled separately.
    retry     above those: each attempt passes everything below.
    archive   above all of these: a replay is not sent, metered or paid for.
    deadline  on top, around one call, if it has one: it limits every wait.
    """
    layer = auth(keys, settings.base_url)
    if settings.rate is not None:
        from hikerkit.layers.rate_limit import Limiter, limiting

        limiter = Limiter(settings.rate, settings.base_url, partial(book, usage))
        layer = limiting(layer, limiter)
    layer = tracing(layer, tracer)
    layer = metering(layer, usage)
    price = _unit_price(layer, usage, settings.base_url)
    layer = budgeting(layer, owner, budget, price)
    layer = retry(layer, settings.retry)
    if archive is None:
        return layer
    from hikerkit.layers.archiving import archiving

    return archiving(layer, archive._store, usage, keys.redact, tracer.replayed)


def _unit_price(below: Layer, usage: Usage, base_url: str) -> Price:
    """Finds the price of a unit for a budget of money; asks the service if it is not known."""

    def price(call: Call) -> Flow[Decimal | None]:
        if usage.unit_price is not None:
            return usage.unit_price
        from hikerkit.responses.account import account_of, account_request

        request = account_request(base_url, call.request.timeout)
        if request is None:
            return None
        account = account_of(request.operation, (yield from below(Call(request, units=0))))
        return None if account is None else account.unit_price

    return price
