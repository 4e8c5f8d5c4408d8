"""`Hiker` and `AsyncHiker`: the layers put together, and the calls that go through them."""

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
from hikerkit.transports.proxy import validate_proxy

if TYPE_CHECKING:
    from hikerkit.archive import Archive
    from hikerkit.billing.budget import Budget
    from hikerkit.billing.job import Job
    from hikerkit.billing.usage import Usage
    from hikerkit.layers.tracing import OnRequest, OnResponse

TransportT = TypeVar("TransportT")


class _Core(Generic[TransportT]):
    """What the sync and the async client share: how they are made, and what they tell."""

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
        """Make a client; nothing is sent yet.

        Args:
            key: Access key, or a callable that gives one for each request; by default it is read
                from the environment variable HIKERAPI_TOKEN.
            base_url: Another host than the spec's first server; https, or http to loopback. By
                default the environment variable HIKERKIT_BASE_URL, where it is set.
            timeout: Seconds to wait for a connection and for each part of a response; None: none.
            deadline: Seconds for a call (of a list, for each page) over all attempts, pauses and
                waits; None for no bound. Then DeadlineError.
            retries: How often to send a call again at most: after 429, 408 and 5xx, after a
                time-out, and where no connection was made or one was lost.
            retry_charged: How often of these after an attempt that was charged, or may have been:
                a time-out, a lost connection, 408, 500. 0 repeats only what is free.
            max_retry_after: Longest pause in seconds that the service may ask for; when it asks
                for a longer one, the error is raised at once and tells it as `retry_after`.
            rate: Requests a second that the key may send, over all threads, tasks and processes of
                this user on this machine that set it; "auto" asks the service once, for nothing.
                By default nothing is held back.
            state_dir: Folder in which processes agree about the rate; by default HIKERKIT_STATE,
                or `hikerkit` in the user's folder for such state. The key is not in it.
            max_units: Units that this client may spend, or a `Budget`, which other clients and
                processes may share. A call that does not fit is not sent: BudgetExceededError.
            max_cost: The same as money in the currency of the account, instead of max_units.
            unit_price: What a unit costs on your plan; by default, the service's word on what is
                left in units and in money.
            max_response_bytes: Bound on the size of one response.
            strict: Raise UnexpectedShapeError for a response that breaks its schema anywhere; by
                default such a response is handed over as it came. Needs `hikerkit[strict]`.
            archive: File that keeps every response that was paid for, and answers the same request
                from then on; or an `Archive`. See `hikerkit.archive`.
            max_age: Seconds, or a timedelta, until a response of the archive is too old; None for
                never. `max_age=` of a call goes before it; `refresh=True` asks again.
            proxy: URL of a proxy, http, https or socks5; by default, what the environment says.
            transport: What carries the bytes, instead of HTTP; see `hikerkit.transports.base`.
            on_request: Called with a `RequestEvent` right before each request; what it raises
                reaches the caller, and nothing is sent.
            on_response: Called with a `ResponseEvent` after each; what it raises is logged, for the
                response was paid for.

        Raises:
            AccessKeyError: There is no key, or it cannot be one.
            ArgumentError: Another argument is wrong.
            ArchiveError: The file of the archive cannot be used.
        """
        if proxy is not None and transport is not None:
            raise ArgumentError("proxy: the transport= has its own", argument="proxy")
        proxy = validate_proxy(proxy)
        # Load certificates in the background while the remaining modules are imported.
        certificates = None
        if transport is None:
            from hikerkit.transports.certificates import load_certificates

            certificates = load_certificates()
        from hikerkit._utils.validation import require_max_age
        from hikerkit.billing.budget import parse_budget
        from hikerkit.billing.usage import Usage
        from hikerkit.calls.caller import Caller
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
        budget = parse_budget(max_units, max_cost, unit_price)
        price = None
        if unit_price is not None:
            from hikerkit._utils.money import checked_money

            price = checked_money("unit_price", unit_price)
        tracer, oldest = Tracer(on_request, on_response), require_max_age("max_age", max_age)
        self._settings = settings
        self._usage = Usage(price)
        self._archive, self._owns_archive = _opened(archive)
        self._transport: TransportT = (
            self._connect(certificates, max_response_bytes, proxy)
            if transport is None
            else transport
        )
        self._caller = self._estimator = Caller(
            settings,
            self._usage,
            tracer,
            budget,
            self._archive,
            oldest,
            owner=self,
            run=partial(self._run, transport=self._transport),
            is_async=self._is_async,
        )

    def _connect(self, certificates: Any, max_response_bytes: int, proxy: str | None) -> TransportT:
        """The transport that really sends."""
        raise NotImplementedError

    @property
    def usage(self) -> Usage:
        """What this client used so far."""
        return self._usage

    @property
    def archive(self) -> Archive | None:
        """The archive that it was given, or opened; None where there is none."""
        return self._archive

    def budget(
        self,
        max_units: int | Budget | None = None,
        *,
        max_cost: Decimal | float | str | None = None,
    ) -> Job:
        """A budget for a job: `with hiker.budget(500) as job:`, then `job.spent`, `job.left`.

        It counts the calls of this client made in the block, and in the tasks started in it;
        `job.carry(function)` takes it to a thread. Blocks may stand in each other: every one has
        to allow a call.

        Args:
            max_units: Units that the job may spend, or a `Budget`.
            max_cost: Money that it may spend, instead of max_units.

        Raises:
            ArgumentError: An argument is wrong.
        """
        from hikerkit.billing.budget import parse_budget
        from hikerkit.billing.job import Job

        made = parse_budget(max_units, max_cost, self._usage.unit_price)
        if made is None:
            raise ArgumentError(
                "max_units: a job needs max_units= or max_cost=", argument="max_units"
            )
        return Job(made, self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._settings.base_url} {self._usage!r}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} holds a key and connections; make one per process")


def _opened(archive: str | os.PathLike[str] | Archive | None) -> tuple[Archive | None, bool]:
    """The archive, and whether it was opened here."""
    if archive is None:
        return None, False
    from hikerkit.archive import Archive

    return (archive, False) if isinstance(archive, Archive) else (Archive(archive), True)


class Hiker(_Core[Transport], Resources, Gather):
    """The client. Use it as a context manager, or close it."""

    _is_async = False
    _run = staticmethod(run)

    def _connect(self, certificates: Any, max_response_bytes: int, proxy: str | None) -> Transport:
        from hikerkit.transports.httpx import HttpxTransport

        return HttpxTransport.with_certificates(certificates, max_response_bytes, proxy)

    def close(self) -> None:
        """Let go of connections."""
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
    """The same client, asynchronously; runs on asyncio and trio."""

    _is_async = True
    _run = staticmethod(run_async)

    def _connect(
        self, certificates: Any, max_response_bytes: int, proxy: str | None
    ) -> AsyncTransport:
        from hikerkit.transports.httpx import AsyncHttpxTransport

        return AsyncHttpxTransport.with_certificates(certificates, max_response_bytes, proxy)

    async def aclose(self) -> None:
        """Let go of connections."""
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
