"""Counts what was sent and what it used."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping

from hikerkit_api import service

from hikerkit.errors import AccessKeyError, ConnectFailedError, HikerError
from hikerkit.steps import Layer, Steps
from hikerkit.transport import RawAnswer, Request

_UNITS = re.compile(rf'\b{re.escape(service.UNITS_WORD)}"?\s*[=:]\s*(\d{{1,9}})', re.ASCII)


class Usage:
    """What a client used so far. Safe to read from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests = 0
        self._units = 0
        self._uncertain = 0

    @property
    def requests(self) -> int:
        """Requests that were sent, retries among them."""
        return self._requests

    @property
    def units(self) -> int:
        """Request units used: what the service says, or the spec where it does not say."""
        return self._units

    @property
    def uncertain(self) -> int:
        """Units of calls that failed and may have been charged all the same."""
        return self._uncertain

    def __repr__(self) -> str:
        text = f"{self.units} units in {self.requests} requests"
        return (
            f"<Usage {text}, {self.uncertain} uncertain>" if self.uncertain else f"<Usage {text}>"
        )

    def add(self, units: int, uncertain: int) -> None:
        """Book one request."""
        with self._lock:
            self._requests += 1
            self._units += units
            self._uncertain += uncertain


def metering(below: Layer, usage: Usage) -> Layer:
    """A layer that books every attempt."""

    def layer(request: Request) -> Steps[RawAnswer]:
        try:
            answer = yield from below(request)
        except (AccessKeyError, ConnectFailedError):
            raise  # nothing was sent
        except HikerError as error:
            unknown = error.units is None and error.charged == "unknown"
            usage.add(error.units or 0, request.units if unknown else 0)
            raise
        except BaseException:
            usage.add(0, request.units)  # cancelled or interrupted on the way
            raise
        units = units_of(answer.headers)
        if units is None and answer.status == 200:
            units = request.units
        unknown = units is None and service.CHARGED.get(answer.status, "unknown") == "unknown"
        usage.add(units or 0, request.units if unknown else 0)
        return answer

    return layer


def units_of(headers: Mapping[str, str]) -> int | None:
    """Units that the service says a call used; it spells them in more than one way."""
    found = _UNITS.search(headers.get(service.UNITS_HEADER, "")[:200])
    return int(found[1]) if found else None
