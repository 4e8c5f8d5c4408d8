"""Drivers: carry out the steps of a flow, blocking or on an event loop."""

from __future__ import annotations

import time
from typing import Any, TypeVar

from hikerkit.errors import HikerError
from hikerkit.layers.flow import Flow, Send, Sleep, Step
from hikerkit.responses.charge import add_charge
from hikerkit.transports.base import AsyncTransport, Transport

T = TypeVar("T")


def run(flow: Flow[T], transport: Transport) -> T:
    """The result of a flow."""
    try:
        step = next(flow)
        while True:
            try:
                result = _perform(step, transport)
            except BaseException as error:
                step = flow.throw(error)
            else:
                step = flow.send(result)
    except StopIteration as end:
        value: T = end.value
        return value
    finally:
        flow.close()


async def run_async(flow: Flow[T], transport: AsyncTransport) -> T:
    """The result of a flow, on asyncio or trio."""
    try:
        step = next(flow)
        while True:
            try:
                result = await _perform_async(step, transport)
            except BaseException as error:
                step = flow.throw(error)
            else:
                step = flow.send(result)
    except StopIteration as end:
        value: T = end.value
        return value
    finally:
        flow.close()


def _perform(step: Step, transport: Transport) -> Any:
    if isinstance(step, Send):
        try:
            return transport.send(step.call.request)
        except HikerError as error:
            add_charge(error)
            raise
    if isinstance(step, Sleep):
        return time.sleep(step.seconds)
    return step.call()


async def _perform_async(step: Step, transport: AsyncTransport) -> Any:
    if isinstance(step, Send):
        try:
            return await transport.send(step.call.request)
        except HikerError as error:
            add_charge(error)
            raise
    import anyio
    import anyio.lowlevel

    if isinstance(step, Sleep):
        return await anyio.sleep(step.seconds)
    with anyio.CancelScope(shield=step.is_shielded):
        result = await anyio.to_thread.run_sync(step.call)
        await anyio.lowlevel.checkpoint_if_cancelled()  # nothing is sent once it is cancelled
    return result
