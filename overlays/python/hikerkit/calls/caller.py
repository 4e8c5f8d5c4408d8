"""How a call goes: from arguments to a request, through the layers, to models."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from hikerkit_api.core.operation import Operation
from hikerkit_api.core.options import ListOptions

from hikerkit.archive.freshness import checked_max_age, checked_refresh
from hikerkit.billing.budget import Budget, budget_of
from hikerkit.billing.usage import Usage
from hikerkit.calls import decode
from hikerkit.calls.arguments import check_options, checked, target
from hikerkit.errors import ClientClosedError, HikerError
from hikerkit.layers.auth import KeyRing
from hikerkit.layers.cancellation import raise_if_cancelled
from hikerkit.layers.flow import Call, Flow
from hikerkit.layers.stack import build_layers
from hikerkit.layers.tracing import Tracer
from hikerkit.settings import Settings, checked_strict, checked_timeout
from hikerkit.transports.base import RawResponse, Request

if TYPE_CHECKING:
    from hikerkit_api.estimates import Estimate

    from hikerkit.archive import Archive

T = TypeVar("T")


class Calls:
    """Carries out what the generated methods ask for, for either client."""

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
        return self._ask(operation, arguments, options, decode.response)

    def page(
        self, operation: Operation[Any], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Any:
        return self._ask(operation, arguments, options, decode.page)

    def paginate(
        self,
        operation: Operation[Any],
        arguments: dict[str, Any],
        options: Mapping[str, Any],
        how: ListOptions,
    ) -> Any:
        request = self._request(operation, arguments, options)  # what is wrong is told now
        if request.budget is not None:
            options = {**options, "max_units": request.budget}  # one for all pages
        from hikerkit.pagination.pagers import AsyncioPager, SyncPager
        from hikerkit.pagination.state import bounds

        pager = AsyncioPager if self._is_async else SyncPager
        return pager(
            operation,
            arguments,
            bounds(operation, how),
            lambda given: self._ask(operation, given, options, decode.read_page),
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

        values = checked(operation, arguments)
        price = self._usage.unit_price
        return estimate(operation, values, limit, max_pages, per_page, price)

    def _ask(
        self,
        operation: Operation[Any],
        given: Mapping[str, Any],
        options: Mapping[str, Any],
        read: Callable[[Operation[Any], RawResponse, bool], Any],
    ) -> Any:
        return self._run(self._steps(operation, given, options, read))

    def _request(
        self, operation: Operation[Any], given: Mapping[str, Any], options: Mapping[str, Any]
    ) -> Call:
        check_options(operation, options)
        values = checked(operation, given)
        timeout = self._settings.timeout
        if "timeout" in options:
            timeout = checked_timeout(options["timeout"])
        if "deadline" in options:
            checked_timeout(options["deadline"], "deadline")
        if "strict" in options:
            checked_strict(options["strict"])
        max_age = self._max_age
        if "max_age" in options:
            max_age = checked_max_age(options["max_age"])
        return Call(
            Request(
                operation=operation.id,
                method=operation.method,
                url=self._settings.base_url + target(operation, values),
                timeout=timeout,
            ),
            units=operation.cost(values),
            max_age=max_age,
            refresh=checked_refresh(options.get("refresh", False)),
            budget=budget_of(options.get("max_units"), None, None),
        )

    def _steps(
        self,
        operation: Operation[Any],
        given: Mapping[str, Any],
        options: Mapping[str, Any],
        read: Callable[[Operation[Any], RawResponse, bool], T],
    ) -> Flow[T]:
        """One call, from arguments to models."""
        request = self._request(operation, given, options)
        if self.closed:
            raise ClientClosedError("The client is closed", operation=operation.id)
        raise_if_cancelled(operation.id)
        is_strict = options.get("strict", self._settings.strict)
        seconds = options.get("deadline", self._settings.deadline)
        try:
            if seconds is None:
                answer = yield from self._layers(request)
            else:
                from hikerkit.layers.deadline import with_deadline

                answer = yield from with_deadline(self._layers, request, float(seconds))
            return read(operation, answer, is_strict)
        except HikerError as error:
            error.operation = operation.id
            self._keys.redact_error(error)
            raise
