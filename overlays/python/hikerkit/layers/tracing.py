"""Tells loggers and hooks what is sent, what comes back, from where, and how long it took."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from hikerkit._utils import clock
from hikerkit._utils.log import logger
from hikerkit.errors import ArgumentError
from hikerkit.layers.flow import Flow, Layer, Send, through
from hikerkit.responses.error_details import units_used
from hikerkit.transports.base import RawResponse, Request

if TYPE_CHECKING:
    from hikerkit.events import RequestEvent, ResponseEvent

_INFO, _WARNING = 20, 30  # of logging, which is not imported for them


OnRequest: TypeAlias = "Callable[[RequestEvent], object]"
OnResponse: TypeAlias = "Callable[[ResponseEvent], object]"


class Tracer:
    """Whom to tell."""

    def __init__(self, on_request: OnRequest | None, on_response: OnResponse | None) -> None:
        """Raises ArgumentError for hooks that cannot be called."""
        self._on_request = _checked("on_request", on_request)
        self._on_response = _checked("on_response", on_response)
        self._log = logger()

    @property
    def is_wanted(self) -> bool:
        """Whether there is anyone to tell."""
        hooked = self._on_request is not None or self._on_response is not None
        return hooked or self._log.isEnabledFor(_INFO)

    def asked(self, request: Request) -> None:
        """A request is about to be sent; what the hook raises keeps it from being sent."""
        if self._on_request is not None:
            from hikerkit.events import RequestEvent

            self._on_request(
                RequestEvent(request.operation, request.url, request.attempt, request.units)
            )

    def answered(self, event: ResponseEvent) -> None:
        """A response came. It was paid for, so what the hook raises is logged, no more."""
        if self._log.isEnabledFor(_INFO):
            self._log.info(
                "%s: %s, %s units, %s, attempt %d, %.3f s",
                event.operation,
                event.error or event.status,
                "unknown" if event.units is None else event.units,
                event.source,
                event.attempt,
                event.seconds,
                extra={
                    "operation": event.operation,
                    "status": event.status,
                    "units": event.units,
                    "source": event.source,
                    "attempt": event.attempt,
                    "duration": event.seconds,
                    "error": event.error,
                },
            )
        if self._on_response is not None:
            try:
                self._on_response(event)
            except Exception:
                self._log.exception("on_response raised; the response is handed over all the same")

    def replayed(self, request: Request, answer: RawResponse, seconds: float) -> None:
        """A response came from the archive."""
        if self.is_wanted:
            self.answered(_event(request, answer, seconds, "archive"))


def retrying(request: Request, why: object, seconds: float, paid: bool) -> None:
    """Log that an attempt failed and another follows; louder where it may have been charged."""
    log = logger()
    level = _WARNING if paid else _INFO
    if log.isEnabledFor(level):
        log.log(
            level,
            "%s: attempt %d ended in %s%s; again in %.2f s",
            request.operation,
            request.attempt,
            why,
            " and may have been charged" if paid else "",
            seconds,
            extra={
                "operation": request.operation,
                "attempt": request.attempt,
                "pause": seconds,
                "charged": paid,
            },
        )


def tracing(below: Layer, tracer: Tracer) -> Layer:
    """A layer that tells of every request as it goes out, and of what came of it.

    Where nobody listens, it is not there.
    """

    def sending(request: Request) -> Flow[RawResponse]:
        tracer.asked(request)
        began = clock.now()
        try:
            answer: RawResponse = yield Send(request)
        except BaseException as error:
            tracer.answered(_failed(request, error, clock.now() - began))
            raise
        tracer.answered(_event(request, answer, clock.now() - began, "wire"))
        return answer

    def layer(request: Request) -> Flow[RawResponse]:
        return through(below(request), sending) if tracer.is_wanted else below(request)

    return layer


def _failed(request: Request, error: BaseException, seconds: float) -> ResponseEvent:
    from hikerkit.events import ResponseEvent

    return ResponseEvent(
        operation=request.operation,
        url=request.url,
        attempt=request.attempt,
        status=getattr(error, "status", None),
        units=getattr(error, "units", None),
        source="wire",
        seconds=seconds,
        error=type(error).__name__,
    )


def _event(request: Request, answer: RawResponse, seconds: float, source: str) -> ResponseEvent:
    from hikerkit.events import ResponseEvent

    return ResponseEvent(
        operation=request.operation,
        url=request.url,
        attempt=request.attempt,
        status=answer.status,
        units=units_used(answer),
        source=source,
        seconds=seconds,
    )


def _checked(name: str, hook: Any) -> Any:
    import inspect

    if hook is not None and (not callable(hook) or inspect.iscoroutinefunction(hook)):
        raise ArgumentError(f"{name}: expected a plain function of one event", argument=name)
    return hook
