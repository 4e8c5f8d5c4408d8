"""The clients, `Hiker` and `AsyncHiker`: settings, layers and transport put together."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Literal, NoReturn, Self, TypeVar

from hikerkit_api.client import AsyncResources, Resources

from hikerkit.errors import ArgumentError
from hikerkit.gather.api import AsyncGather, Gather
from hikerkit.layers.drivers import run, run_async
from hikerkit.settings import DEFAULT_TIMEOUT, Key, validate_settings
from hikerkit.transports.base import DEFAULT_MAX_RESPONSE_BYTES, AsyncTransport, Transport

if TYPE_CHECKING:
    from hikerkit.archive import Archive
    from hikerkit.billing.budget import Budget
    from hikerkit.billing.job import Job
    from hikerkit.billing.usage import Usage
    from hikerkit.layers.tracing import OnRequest, OnResponse

TransportT = TypeVar("TransportT")


class _Core(Generic[TransportT]):
    """What the sync and the async client share."""

    _caller: Any
    _estimator: Any
    _is_async: bool
    _run: Callable[..., Any]

    def __init__(
        self,
        key: Key | None = None,
        *,
        base_url: str | None = None,
        timeout: float | None = DEFAULT_TIMEOUT,
        deadline: float | None = None,
        retries: int = 2,
        retry_charged: int = 1,
        max_retry_after: float = 60.0,
        rate: float | Literal["auto"] | None = None,
        state_dir: str | os.PathLike[str] | None = None,
        max_units: int | Budget | None = None,
        max_cost: Decimal | float | str | None = None,
        unit_price: Decimal | float | str | None = None,
        max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES,
        strict: bool = False,
        archive: str | os.PathLike[str] | Archive | None = None,
        max_age: float | timedelta | None = None,
        proxy: str | None = None,
        transport: TransportT | None = None,
        on_request: OnRequest | None = None,
        on_response: OnResponse | None = None,
    ) -> None:
        """Create a client. Nothing is sent yet.

        Args:
            key: Access key, or a function that returns one for each request; by default, the
                environment variable HIKERAPI_TOKEN.
            base_url: Base URL, https or, for loopback hosts, http; by default, the environment
                variable HIKERKIT_BASE_URL, else the first server of the spec.
            timeout: Seconds to wait for a connection and for each part of a response; None for no
                limit.
            deadline: Seconds for a call, or for each page of a list, including retries, backoff
                and rate-limit waits; None for no limit. Then DeadlineError.
            retries: Maximum number of retries: after 429, 408 and 5xx, after a timeout, and if a
                connection failed or was lost.
            retry_charged: How many of them may follow an attempt that was charged, or may have
                been: a timeout, a lost connection, 408, 500. 0 retries only what is free.
            max_retry_after: Longest Retry-After in seconds to wait for; for a longer one the error
                is raised at once, with `retry_after`.
            rate: Requests per second that the key may send, shared by all threads, tasks and
                processes of this user on this machine that set it; "auto" asks the service once,
                free of charge. None: no limit.
            state_dir: Folder of the rate-limit state that processes share; by default
                HIKERKIT_STATE, or `hikerkit` in the user's state folder. It never holds the key.
            max_units: Units that this client may spend, or a `Budget` that other clients and
                processes may share. A call that may exceed it is not sent: BudgetExceededError.
            max_cost: The same as an amount of money in the currency of the account.
            unit_price: Price of a unit on your plan; by default, calculated from the balance that
                the service reports in units and in money.
            max_response_bytes: Maximum size of a response.
            strict: Raise UnexpectedShapeError for a response that breaks its schema anywhere;
                otherwise such a response is returned as received. Needs `hikerkit[strict]`.
            archive: File that stores every response that was paid for and replays it for the same
                request, or an `Archive`. See `hikerkit.archive`.
            max_age: Maximum age of a replayed response in seconds, or a timedelta; None for no
                limit. `max_age=` of a call takes precedence; `refresh=True` sends the request.
            proxy: URL of a proxy: http, https or socks5; by default, from the environment.
            transport: Sends the requests instead of httpx; see `hikerkit.transports`.
            on_request: Called with a `RequestEvent` before each request; an exception stops the
                request and is raised to the caller.
            on_response: Called with a `ResponseEvent` after each response; an exception is only
                logged, because the response was paid for.

        Raises:
            AccessKeyError: The key is missing or malformed.
            ArgumentError: Another argument is invalid.
            ArchiveError: The file of the archive cannot be used.
        """
        if proxy is not None:
            from hikerkit.transports.proxy import validate_proxy

            if transport is not None:
                raise ArgumentError("proxy: not allowed together with transport=", argument="proxy")
            validate_proxy(proxy)
        # Load certificates in the background while the remaining modules are imported.
        certificates = None
        if transport is None:
            from hikerkit.transports.certificates import load_certificates

            certificates = load_certificates()
        from hikerkit._utils.validation import require_max_age
        from hikerkit.billing.usage import Usage
        from hikerkit.calls.caller import Caller
        from hikerkit.calls.strict import require_extra
        from hikerkit.layers.tracing import Tracer

        settings = validate_settings(
            key=key,
            base_url=base_url,
            timeout=timeout,
            deadline=deadline,
            retries=retries,
            retry_charged=retry_charged,
            max_retry_after=max_retry_after,
            rate=rate,
            state_dir=state_dir,
            max_response_bytes=max_response_bytes,
            strict=strict,
        )
        if settings.strict:
            require_extra()
        budget = price = None
        if max_units is not None or max_cost is not None:
            from hikerkit.billing.budget import parse_budget

            budget = parse_budget(max_units, max_cost, unit_price)
        if unit_price is not None:
            from hikerkit._utils.money import checked_money

            price = checked_money("unit_price", unit_price)
        max_age = require_max_age("max_age", max_age)
        tracer = Tracer(on_request, on_response)
        self._settings = settings
        self._usage = Usage(price)
        self._archive, self._owns_archive = _open_archive(archive)
        if transport is None:
            transport = self._connect(certificates, max_response_bytes, proxy)
        self._transport: TransportT = transport
        self._caller = self._estimator = Caller(
            settings,
            self._usage,
            tracer,
            budget,
            self._archive,
            max_age,
            owner=self,
            run=partial(self._run, transport=self._transport),
            is_async=self._is_async,
        )

    def _connect(self, certificates: Any, max_response_bytes: int, proxy: str | None) -> TransportT:
        """The HTTP transport."""
        raise NotImplementedError

    @property
    def usage(self) -> Usage:
        """Requests and units used by this client."""
        return self._usage

    @property
    def archive(self) -> Archive | None:
        """The archive of this client; None if it has none."""
        return self._archive

    def budget(
        self,
        max_units: int | Budget | None = None,
        *,
        max_cost: Decimal | float | str | None = None,
    ) -> Job:
        """A budget for a job: `with hiker.budget(500) as job:`, then `job.spent`, `job.left`.

        It applies to the calls of this client in the block and in tasks started there;
        `job.carry(function)` applies it in a thread. Blocks can be nested: a call must fit into
        each of them.

        Args:
            max_units: Units that the job may spend, or a `Budget`.
            max_cost: Money that it may spend, instead of max_units.

        Raises:
            ArgumentError: An argument is invalid.
        """
        from hikerkit.billing.budget import parse_budget
        from hikerkit.billing.job import Job

        budget = parse_budget(max_units, max_cost, self._usage.unit_price)
        if budget is None:
            raise ArgumentError(
                "max_units: a job needs max_units= or max_cost=", argument="max_units"
            )
        return Job(budget, self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._settings.base_url} {self._usage!r}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} holds a key and connections; create one per process"
        )


def _open_archive(archive: str | os.PathLike[str] | Archive | None) -> tuple[Archive | None, bool]:
    """The archive, and whether it was opened here."""
    if archive is None:
        return None, False
    from hikerkit.archive import Archive

    return (archive, False) if isinstance(archive, Archive) else (Archive(archive), True)


class Hiker(_Core[Transport], Resources, Gather):
    """The sync client. Use it as a context manager, or close it."""

    _is_async = False
    _run = staticmethod(run)

    def _connect(self, certificates: Any, max_response_bytes: int, proxy: str | None) -> Transport:
        from hikerkit.transports.httpx import HttpxTransport

        return HttpxTransport.with_certificates(certificates, max_response_bytes, proxy)

    def close(self) -> None:
        """Close connections, and an archive opened by this client."""
        self._caller.closed = True
        self._transport.close()
        if self._archive is not None and self._owns_archive:
            self._archive.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class AsyncHiker(_Core[AsyncTransport], AsyncResources, AsyncGather):
    """The async client, for asyncio and trio. Use it as a context manager, or close it."""

    _is_async = True
    _run = staticmethod(run_async)

    def _connect(
        self, certificates: Any, max_response_bytes: int, proxy: str | None
    ) -> AsyncTransport:
        from hikerkit.transports.httpx import AsyncHttpxTransport

        return AsyncHttpxTransport.with_certificates(certificates, max_response_bytes, proxy)

    async def aclose(self) -> None:
        """Close connections, and an archive opened by this client."""
        self._caller.closed = True
        await self._transport.aclose()
        if self._archive is not None and self._owns_archive:
            import anyio

            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(self._archive.close)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()
