"""Ends a call in time: over all its attempts, pauses and waits for a moment to send."""

from __future__ import annotations

from typing import Any

from msgspec import structs

from hikerkit._utils import clock
from hikerkit.errors import DeadlineError, HikerError, TimedOutError, status_error
from hikerkit.layers.flow import Flow, Layer, Send, Sleep, through
from hikerkit.responses.charge import answer_charged, error_charged
from hikerkit.responses.error_details import error_details
from hikerkit.transports.base import RawResponse, Request


class _Record:
    """What happened to a call until its deadline."""

    def __init__(self, request: Request, seconds: float) -> None:
        self._request, self._seconds = request, seconds
        self._end = clock.now() + seconds
        self._last: HikerError | RawResponse | None = None
        self._attempts = 0
        self._charges: set[str] = set()

    @property
    def left(self) -> float:
        return self._end - clock.now()

    def sending(self, request: Request) -> Flow[RawResponse]:
        left = self.left
        if left <= 0:
            raise self.error()
        timeout = left if request.timeout is None else min(request.timeout, left)
        self._attempts += 1
        try:
            answer: RawResponse = yield Send(structs.replace(request, timeout=timeout, total=left))
        except HikerError as error:
            self._last = error
            self._charges.add(error_charged(error) if request.units else "no")
            raise
        self._last = answer
        self._charges.add(answer_charged(answer) if request.units else "no")
        return answer

    def sleeping(self, seconds: float) -> Flow[Any]:
        if seconds >= self.left:
            raise self.error()  # waiting for what comes too late helps nobody
        yield Sleep(seconds)

    def error(self) -> DeadlineError:
        worst = next((c for c in ("unknown", "yes") if c in self._charges), "no")
        error = DeadlineError(
            f"The call did not come to its end within its deadline of {self._seconds:g} seconds",
            operation=self._request.operation,
            url=self._request.url,
            attempts=self._attempts,
            charged=worst,
        )
        error.__cause__ = self._reason()
        return error

    def _reason(self) -> HikerError | None:
        if isinstance(self._last, RawResponse):
            answer = self._last
            if answer.status == 200:
                return None
            facts = error_details(self._request.operation, answer)
            return status_error(answer.status)(f"The service answered {answer.status}", **facts)
        return self._last


def within(below: Layer, request: Request, seconds: float) -> Flow[RawResponse]:
    """The answer to a request, if it comes in time. Raises DeadlineError."""
    record = _Record(request, seconds)
    try:
        return (yield from through(below(request), record.sending, record.sleeping))
    except DeadlineError:
        raise
    except TimedOutError:
        if record.left > 0:
            raise
        error = record.error()
    raise error
