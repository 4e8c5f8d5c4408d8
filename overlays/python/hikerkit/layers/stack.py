"""The layers put together: what a request goes through, from its call to the wire."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hikerkit.billing.budget import Budget, Price, budgeting
from hikerkit.billing.usage import Usage, metering
from hikerkit.layers.auth import KeyRing, auth
from hikerkit.layers.flow import Flow, Layer, send
from hikerkit.layers.retry import retry
from hikerkit.layers.tracing import Tracer, tracing
from hikerkit.settings import Settings
from hikerkit.transports.base import Request

if TYPE_CHECKING:
    from hikerkit.archive import Archive


def layers(
    chosen: Settings,
    keys: KeyRing,
    usage: Usage,
    tracer: Tracer,
    budget: Budget | None,
    archive: Archive | None,
    owner: object,
) -> Layer:
    """The layers, the lowest first. Why each stands where it does:

    auth      lowest: nothing else ever adds the key, or sends to another host.
    rate      above auth: it goes by the key, and every request waits for its moment, those of
              a redirect too. Below what follows: who waits has sent and spent nothing yet.
    tracing   above rate: it tells of a request when it goes out, and how long the service
              took, no wait in it.
    metering  above tracing, below retry: it books every attempt that was sent.
    budget    above rate: who has no units left does not stand in line. Below retry: every
              attempt has to fit, and is settled, by itself.
    retry     above those: each attempt goes through all below.
    archive   above all of these: what it answers is not sent, metered or paid for.
    deadline  on top, around one call, where there is one: it bounds everything that waits.
    """
    layer = auth(send, keys, chosen.base_url)
    if chosen.rate is not None:
        from hikerkit.layers.rate_limit import Limiter, limiting

        limiter = Limiter(chosen.rate, chosen.base_url, usage.book)
        layer = limiting(layer, limiter)
    layer = tracing(layer, tracer)
    layer = metering(layer, usage)
    price = _pricing(layer, usage, chosen.base_url)
    layer = budgeting(layer, owner, budget, price)
    layer = retry(layer, chosen.retry)
    if archive is None:
        return layer
    from hikerkit.layers.archiving import archiving

    return archiving(layer, archive, usage, keys.struck, tracer.replayed)


def _pricing(below: Layer, usage: Usage, base_url: str) -> Price:
    """What finds the price of a unit where a budget of money needs it."""

    def price(request: Request) -> Flow[Decimal | None]:
        from hikerkit.responses.account import price_of_a_unit

        known = usage.unit_price
        return (
            known if known is not None else (yield from price_of_a_unit(below, request, base_url))
        )

    return price
