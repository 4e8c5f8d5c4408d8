"""Clients that do not really wait: pauses between attempts would take hours of a thousand runs."""

from __future__ import annotations

from typing import Any

from hikerkit import AsyncHiker, Hiker
from hikerkit.layers.flow import Sleep, Step


class QuickHiker(Hiker):
    """Takes no time for a pause."""

    def _perform(self, step: Step) -> Any:
        return None if isinstance(step, Sleep) else super()._perform(step)


class QuickAsyncHiker(AsyncHiker):
    """The same, asynchronously."""

    async def _perform(self, step: Step) -> Any:
        return None if isinstance(step, Sleep) else await super()._perform(step)
