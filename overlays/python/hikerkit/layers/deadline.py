"""Enforces a total deadline for a call across attempts, backoff and rate-limit waits."""

from __future__ import annotations

from typing import Any

from hikerkit._utils import clock
from hikerkit.errors import DeadlineError, HikerError, TimedOutError, status_error
from hikerkit.layers.flow import Call, Flow, Layer, Send, Sleep, intercept
from hikerkit.responses.charge import error_charged, error_details, response_charged
from hikerkit.transports.base import RawResponse


class _Deadline:
    """The deadline of one call, and the outcome of its attempts."""

    def __init__(self, call: Call, seconds: float) -> None:
        self._request, self._seconds = call.request, seconds
        self._end = clock.now() + seconds
        self._last: HikerError | RawResponse | None = None
        self._attempts = 0
        self._charges: set[str] = set()

    @property
    def remaining(self) -> float:
        return self._end - clock.now()

    def on_send(self, call: Call) -> Flow[RawResponse]:
        remaining = self.remaining
        if remaining <= 0:
            raise self.error()
        timeout = call.request.timeout
        timeout = remaining if timeout is None else min(timeout, remaining)
        self._attempts += 1
        try:
            response: RawResponse = yield Send(call.with_request(timeout=timeout, total=remaining))
        except HikerError as error:
            self._last = error
            self._charges.add(error_charged(error) if call.units else "no")
            raise
        self._last = response
        self._charges.add(response_charged(response) if call.units else "no")
        return response

    def on_sleep(self, seconds: float) -> Flow[Any]:
        if seconds >= self.remaining:
            raise self.error()  # fail now: the wait would end too late
        yield Sleep(seconds)

    def error(self) -> DeadlineError:
        worst = next((c for c in ("unknown", "yes") if c in self._charges), "no")
        error = DeadlineError(
            f"The call did not finish within its deadline of {self._seconds:g} seconds",
            operation=self._request.operation,
            url=self._request.url,
            attempts=self._attempts,
            charged=worst,
        )
        error.__cause__ = self._last_error()
        return error

    def _last_error(self) -> HikerError | None:
        response = self._last
        if not isinstance(response, RawResponse):
            return response
        if response.status == 200:
            return None
        details = error_details(self._request.operation, response)
        return status_error(response.status)(f"The service answered {response.status}", **details)


def with_deadline(below: Layer, call: Call, seconds: float) -> Flow[RawResponse]:
    """The response to a call if it arrives in time. Raises DeadlineError."""
    deadline = _Deadline(call, seconds)
    try:
        return (yield from intercept(below(call), deadline.on_send, deadline.on_sleep))
    except DeadlineError:
        raise
    except TimedOutError:
        if deadline.remaining > 0:
            raise
        error = deadline.error()
    raise error
