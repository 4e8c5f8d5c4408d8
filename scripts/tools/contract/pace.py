"""Keeps under the rate of the key: the free trial's, until the service says that it is higher."""

from __future__ import annotations

import json
from collections.abc import Callable

from scripts.tools.contract.documented import GOOD, Documented
from scripts.tools.spec import load

# Requests a second.
_LOWEST = 1.0
_HIGHEST = 1000.0
# A little slower than that: what leaves evenly does not arrive so.
_MARGIN = 1.1


class Pace:
    """Waits between two requests."""

    def __init__(self, sleep: Callable[[float], object]) -> None:
        self._sleep = sleep
        self._rate = _LOWEST
        self._first = True

    def wait(self) -> None:
        """Wait as long as the rate asks for, and a little more; not before the first request."""
        if not self._first:
            self._sleep(_MARGIN / self._rate)
        self._first = False

    def learn(self, documented: Documented, operation: str, content: bytes) -> None:
        """Take the rate from a response that has it."""
        reply = documented.reply(operation, GOOD)
        schema = load.follow(documented.document, reply.schema if reply else None)
        account = schema.get("x-account", {}) if isinstance(schema, dict) else {}
        name = account.get("rate")
        if name is None:
            return
        try:
            rate = json.loads(content)[name]
        except (ValueError, LookupError, TypeError, RecursionError):
            return
        if type(rate) in (int, float) and _LOWEST < rate <= _HIGHEST:
            self._rate = float(rate)
