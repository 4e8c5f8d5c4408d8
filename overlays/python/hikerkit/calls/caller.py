"""Carries out calls: from arguments to a request, through the layers, to models."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from hikerkit_api.core.operation import Operation
from hikerkit_api.core.options import ListOptions
from msgspec import Struct

from hikerkit._utils import cancellation
from hikerkit._utils.validation import require_bool, require_max_age, require_timeout
from hikerkit.billing.usage import Usage
from hikerkit.calls.arguments import (
    build_target,
    validate_arguments,
    validate_cursor,
    validate_options,
)
from hikerkit.calls.decode import decode_page, decode_response, read_page
from hikerkit.calls.strict import require_extra
from hikerkit.errors import ClientClosedError, HikerError
from hikerkit.layers.auth import KeyRing
from hikerkit.layers.flow import Call, Flow
from hikerkit.layers.stack import build_layers
from hikerkit.layers.tracing import Tracer
from hikerkit.settings import Settings
from hikerkit.transports.base import RawResponse, Request

if TYPE_CHECKING:
    from hikerkit_api.estimates import Estimate

    from hikerkit.archive import Archive
    from hikerkit.billing.budget import Budget

T = TypeVar("T")


class PreparedCall(Struct, Generic[T], frozen=True):
    """A validated call; a list sends it once per page, each time with another cursor."""

    operation: Operation[Any]
    values: dict[str, Any]
    """Validated arguments."""
    call: Call
    deadline: float | None
    is_strict: bool
    decode: Callable[[Operation[Any], RawResponse, bool], T]


class Caller:
    """Carries out the calls of the generated methods, for either client."""

    def __init__(
        self,
        settings: Settings,
        usage: Usage,
        tracer: Tracer,
        budget: Budget | None,
        archive: Archive | None,
        max_age: float | None,
        *,
        owner: object,
        run: Callable[[Flow[Any]], Any],
        is_async: bool,
    ) -> None:
        self._settings, self._usage, self._max_age = settings, usage, max_age
        self._keys = KeyRing(settings.key)
        self._layers = build_layers(settings, self._keys, usage, tracer, budget, archive, owner)
        self._run, self._is_async = run, is_async
        self.closed = False

    def call(
        self, operation: Operation[Any], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Any:
        prepared = self._prepare(operation, arguments, options, decode_response)
        return self._run(self._send(prepared, None))

    def page(
        self, operation: Operation[Any], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Any:
        prepared = self._prepare(operation, arguments, options, decode_page)
        return self._run(self._send(prepared, None))

    def paginate(
        self,
        operation: Operation[Any],
        arguments: dict[str, Any],
        options: Mapping[str, Any],
        how: ListOptions,
    ) -> Any:
        from hikerkit.pagination.bounds import validate_bounds
        from hikerkit.pagination.pagers import AsyncioPager, SyncPager

        prepared = self._prepare(operation, arguments, options, read_page)
        pager = AsyncioPager if self._is_async else SyncPager
        start = arguments.get(operation.page.parameter) if operation.page else None
        return pager(
            operation,
            start,
            validate_bounds(operation, how),
            partial(self._send, prepared),
            self._run,
        )

    def estimate(
        self,
        operation: Operation[Any],
        arguments: dict[str, Any],
        limit: int | None,
        max_pages: int | None,
        per_page: int | None,
    ) -> Estimate:
        from hikerkit.billing.estimate import estimate

        values = validate_arguments(operation, arguments)
        price = self._usage.unit_price
        return estimate(operation, values, limit, max_pages, per_page, price)

    def _prepare(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, Any],
        options: Mapping[str, Any],
        decode: Callable[[Operation[Any], RawResponse, bool], T],
    ) -> PreparedCall[T]:
        """Validate a call. Raises ArgumentError."""
        validate_options(operation, options)
        values = validate_arguments(operation, arguments)
        settings, max_age, budget = self._settings, self._max_age, None
        timeout, deadline, is_strict = settings.timeout, settings.deadline, settings.strict
        refresh = False
        if options:
            if "timeout" in options:
                timeout = require_timeout("timeout", options["timeout"])
            if "deadline" in options:
                deadline = require_timeout("deadline", options["deadline"])
            if "strict" in options:
                is_strict = _require_strict(options["strict"])
            if "max_age" in options:
                max_age = require_max_age("max_age", options["max_age"])
            refresh = require_bool("refresh", options.get("refresh", False))
            if options.get("max_units") is not None:
                from hikerkit.billing.budget import parse_budget

                budget = parse_budget(options["max_units"], None, None)
        request = Request(
            operation=operation.id,
            method=operation.method,
            url=settings.base_url + build_target(operation, values),
            timeout=timeout,
        )
        call = Call(request, operation.cost(values), max_age, refresh, budget=budget)
        return PreparedCall(operation, values, call, deadline, is_strict, decode)

    def _send(self, prepared: PreparedCall[T], cursor: str | None) -> Flow[T]:
        """Send a call, at this cursor if there is one, and decode its response."""
        operation, call = prepared.operation, prepared.call
        if cursor is not None and operation.page is not None:
            position = {operation.page.parameter: validate_cursor(operation, cursor)}
            target = build_target(operation, {**prepared.values, **position})
            call = call.with_request(url=self._settings.base_url + target)
        if self.closed:
            raise ClientClosedError("The client is closed", operation=operation.id)
        if cancellation.current.get():
            cancellation.raise_if_cancelled(operation.id)
        try:
            if prepared.deadline is None:
                response = yield from self._layers(call)
            else:
                from hikerkit.layers.deadline import with_deadline

                response = yield from with_deadline(self._layers, call, prepared.deadline)
            return prepared.decode(operation, response, prepared.is_strict)
        except HikerError as error:
            error.operation = operation.id
            self._keys.redact_error(error)
            raise


def _require_strict(strict: bool) -> bool:
    """The value of `strict=`. Raises ArgumentError, also if the extra is not installed."""
    if require_bool("strict", strict):
        require_extra()
    return strict
