"""Books every attempt in the usage."""

from __future__ import annotations

from hikerkit_api import service

from hikerkit.billing.usage import Usage
from hikerkit.layers.flow import Call, Flow, Layer, SendProbe
from hikerkit.responses.charge import error_charge, response_charge, was_sent
from hikerkit.transports.base import RawResponse


def metering(below: Layer, usage: Usage) -> Layer:
    """A layer that books what each attempt used, whether it got a response or not."""

    def layer(call: Call) -> Flow[RawResponse]:
        flow, probe = below(call), SendProbe()
        try:
            response = yield from probe.wrap(flow)
        except BaseException as error:
            if probe.sent and was_sent(error):
                charge = error_charge(error, call.units)
                usage.add(charge.units, charge.uncertain, failed=True)
            raise
        book(usage, call, response)
        return response

    return layer


def book(usage: Usage, call: Call, response: RawResponse) -> None:
    """Book a request that got a response."""
    charge = response_charge(response, call.units)
    usage.add(charge.units, charge.uncertain, failed=response.status != 200)
    if call.request.operation == service.ACCOUNT.get("operation"):
        from hikerkit.responses.account import account_of

        if (account := account_of(call.request.operation, response)) is not None:
            usage.note(account)
