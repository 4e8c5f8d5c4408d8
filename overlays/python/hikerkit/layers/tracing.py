"""Reports requests and responses to the logger and to the hooks of the caller."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from hikerkit._utils import clock
from hikerkit._utils.log import logger
from hikerkit.errors import ArgumentError
from hikerkit.layers.flow import Call, Flow, Layer, Send, intercept
from hikerkit.responses.charge import units_used
from hikerkit.transports.base import RawResponse

if TYPE_CHECKING:
    from hikerkit.events import RequestEvent, ResponseEvent

_INFO, _WARNING = 20, 30  # of logging, which is not imported for them


OnRequest: TypeAlias = "Callable[[RequestEvent], object]"
OnResponse: TypeAlias = "Callable[[ResponseEvent], object]"


class Tracer:
    """The logger and the hooks to notify."""

    def __init__(self, on_request: OnRequest | None, on_response: OnResponse | None) -> None:
        """Raises ArgumentError for hooks that cannot be called."""
        self._on_request = _validate_hook("on_request", on_request)
        self._on_response = _validate_hook("on_response", on_response)
        self._log = logger()

    @property
    def is_active(self) -> bool:
        """Whether there is a hook, or the logger is enabled."""
        hooked = self._on_request is not None or self._on_response is not None
        return hooked or self._log.isEnabledFor(_INFO)

    def before_request(self, call: Call) -> None:
        """Report a request that is about to be sent; an exception of the hook stops it."""
        if self._on_request is not None:
            from hikerkit.events import RequestEvent

            request = call.request
            self._on_request(RequestEvent(request.operation, request.url, call.attempt, call.units))

    def after_response(self, event: ResponseEvent) -> None:
        """Report a response. It was paid for, so an exception of the hook is only logged."""
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
                self._log.exception("on_response raised; the caller gets the response all the same")

    def replayed(self, call: Call, response: RawResponse, seconds: float) -> None:
        """Report a response from the archive."""
        if self.is_active:
            self.after_response(_response_event(call, response, seconds, "archive"))


def log_retry(call: Call, why: object, seconds: float, paid: bool) -> None:
    """Log that an attempt failed and is retried; as a warning if it may have been charged."""
    log = logger()
    level = _WARNING if paid else _INFO
    if log.isEnabledFor(level):
        log.log(
            level,
            "%s: attempt %d ended in %s%s; retrying in %.2f s",
            call.request.operation,
            call.attempt,
            why,
            " and may have been charged" if paid else "",
            seconds,
            extra={
                "operation": call.request.operation,
                "attempt": call.attempt,
                "pause": seconds,
                "charged": paid,
            },
        )


def tracing(below: Layer, tracer: Tracer) -> Layer:
    """A layer that reports each request and its outcome; skipped when nobody listens."""

    def on_send(call: Call) -> Flow[RawResponse]:
        tracer.before_request(call)
        began = clock.now()
        try:
            response: RawResponse = yield Send(call)
        except BaseException as error:
            tracer.after_response(_error_event(call, error, clock.now() - began))
            raise
        tracer.after_response(_response_event(call, response, clock.now() - began, "wire"))
        return response

    def layer(call: Call) -> Flow[RawResponse]:
        return intercept(below(call), on_send) if tracer.is_active else below(call)

    return layer


def _error_event(call: Call, error: BaseException, seconds: float) -> ResponseEvent:
    from hikerkit.events import ResponseEvent

    return ResponseEvent(
        operation=call.request.operation,
        url=call.request.url,
        attempt=call.attempt,
        status=getattr(error, "status", None),
        units=getattr(error, "units", None),
        source="wire",
        seconds=seconds,
        error=type(error).__name__,
    )


def _response_event(
    call: Call, response: RawResponse, seconds: float, source: str
) -> ResponseEvent:
    from hikerkit.events import ResponseEvent

    return ResponseEvent(
        operation=call.request.operation,
        url=call.request.url,
        attempt=call.attempt,
        status=response.status,
        units=units_used(response),
        source=source,
        seconds=seconds,
    )


def _validate_hook(name: str, hook: Any) -> Any:
    import inspect

    if hook is not None and (not callable(hook) or inspect.iscoroutinefunction(hook)):
        raise ArgumentError(f"{name}: expected a plain function of one event", argument=name)
    return hook
