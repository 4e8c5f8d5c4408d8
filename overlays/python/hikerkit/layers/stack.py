"""The stack of layers that every request passes on its way to the wire, and why in this order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hikerkit.billing.usage import Usage
from hikerkit.layers.auth import KeyRing, auth
from hikerkit.layers.budgeting import budgeting
from hikerkit.layers.flow import Layer
from hikerkit.layers.metering import book, metering
from hikerkit.layers.retry import retry
from hikerkit.layers.tracing import Tracer, tracing
from hikerkit.settings import Settings

if TYPE_CHECKING:
    from hikerkit.archive import Archive
    from hikerkit.billing.budget import Budget


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
    layer = budgeting(layer, owner, budget, usage, settings.base_url)
    layer = retry(layer, settings.retry)
    if archive is None:
        return layer
    from hikerkit.layers.archiving import archiving

    return archiving(layer, archive._store, usage, keys.redact, tracer.replayed)
