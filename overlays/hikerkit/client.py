"""`Hiker` and `AsyncHiker`: the layers put together, and the calls that go through them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, NoReturn, Self, TypeVar

from hikerkit_api.calls import AsyncPager, Operation, Page, Pager, Response
from hikerkit_api.client import AsyncResources, Resources

from hikerkit import answers
from hikerkit.arguments import check_options, checked, count, target
from hikerkit.auth import auth
from hikerkit.errors import HikerError
from hikerkit.pagers import AsyncioPager, Reading, SyncPager
from hikerkit.retry import retry
from hikerkit.settings import (
    DEFAULT_MAX_ANSWER_BYTES,
    DEFAULT_TIMEOUT,
    Key,
    Settings,
    checked_timeout,
    settings,
)
from hikerkit.steps import Layer, Send, Step, Steps, run, run_async, send
from hikerkit.transport import AsyncTransport, RawAnswer, Request, Transport
from hikerkit.usage import Usage, metering

T = TypeVar("T")


class _Core:
    """What the sync and the async client share: settings, layers, requests."""

    def __init__(self, chosen: Settings) -> None:
        self._settings = chosen
        self._usage = Usage()
        self._layers = _layers(chosen, self._usage)

    @property
    def usage(self) -> Usage:
        """What this client used so far."""
        return self._usage

    def _request(
        self, operation: Operation[Any], given: Mapping[str, Any], options: Mapping[str, Any]
    ) -> Request:
        check_options(operation, options)
        values = checked(operation, given)
        timeout = self._settings.timeout
        if "timeout" in options:
            timeout = checked_timeout(options["timeout"])
        return Request(
            operation=operation.id,
            method=operation.method,
            url=self._settings.base_url + target(operation, values),
            timeout=timeout,
            units=operation.cost(values),
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._settings.base_url} {self._usage!r}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} holds a key and connections; make one per process")

    def _ask(
        self,
        operation: Operation[Any],
        given: Mapping[str, Any],
        options: Mapping[str, Any],
        read: Callable[[Operation[Any], RawAnswer], T],
    ) -> Steps[T]:
        """One call, from arguments to models."""
        request = self._request(operation, given, options)
        try:
            answer = yield from self._layers(request)
        except HikerError as error:
            error.operation = operation.id
            raise
        return read(operation, answer)


def _layers(chosen: Settings, usage: Usage) -> Layer:
    """The layers, the lowest first. Why each stands where it does:

    auth      lowest: nothing above it ever sees the key.
    metering  above auth, below retry: every attempt is booked, a redirect is none.
    retry     on top: each attempt goes through all below.
    """
    layer = auth(send, chosen.key, chosen.base_url)
    layer = metering(layer, usage)
    return retry(layer, chosen.retries)


class Hiker(_Core, Resources):
    """The client. Use it as a context manager, or close it.

    Args:
        key: Access key, or a callable that gives one for each request; by default the environment
            variable that the spec names, HIKERAPI_TOKEN.
        base_url: Another host than the spec's first server; https, or http to loopback.
        timeout: Seconds to wait for a connection and for each part of an answer; None for ever.
        retries: How often to send again what was certainly not charged.
        max_answer_bytes: Bound on the size of one answer.
        transport: What carries the bytes, instead of HTTP; see `hikerkit.transport`.

    Raises:
        AccessKeyError: There is no key, or it cannot be one.
        ArgumentError: Another argument is wrong.
    """

    def __init__(
        self,
        key: Key | None = None,
        *,
        base_url: str | None = None,
        timeout: float | None = DEFAULT_TIMEOUT,
        retries: int = 2,
        max_answer_bytes: int = DEFAULT_MAX_ANSWER_BYTES,
        transport: Transport | None = None,
    ) -> None:
        super().__init__(settings(key, base_url, timeout, retries, max_answer_bytes))
        if transport is None:
            from hikerkit.wire import HttpxTransport

            transport = HttpxTransport(max_answer_bytes=max_answer_bytes)
        self._transport: Transport = transport
        self._caller = _Calls(self)

    def close(self) -> None:
        """Let go of connections."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _perform(self, step: Step) -> RawAnswer | None:
        if isinstance(step, Send):
            return self._transport.send(step.request)
        time.sleep(step.seconds)
        return None


class AsyncHiker(_Core, AsyncResources):
    """The same client, asynchronously; runs on asyncio and trio.

    Args:
        key: Access key, or a callable that gives one for each request; by default the environment
            variable that the spec names, HIKERAPI_TOKEN.
        base_url: Another host than the spec's first server; https, or http to loopback.
        timeout: Seconds to wait for a connection and for each part of an answer; None for ever.
        retries: How often to send again what was certainly not charged.
        max_answer_bytes: Bound on the size of one answer.
        transport: What carries the bytes, instead of HTTP; see `hikerkit.transport`.

    Raises:
        AccessKeyError: There is no key, or it cannot be one.
        ArgumentError: Another argument is wrong.
    """

    def __init__(
        self,
        key: Key | None = None,
        *,
        base_url: str | None = None,
        timeout: float | None = DEFAULT_TIMEOUT,
        retries: int = 2,
        max_answer_bytes: int = DEFAULT_MAX_ANSWER_BYTES,
        transport: AsyncTransport | None = None,
    ) -> None:
        super().__init__(settings(key, base_url, timeout, retries, max_answer_bytes))
        if transport is None:
            from hikerkit.wire import AsyncHttpxTransport

            transport = AsyncHttpxTransport(max_answer_bytes=max_answer_bytes)
        self._transport: AsyncTransport = transport
        self._caller = _AsyncCalls(self)

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def _perform(self, step: Step) -> RawAnswer | None:
        if isinstance(step, Send):
            return await self._transport.send(step.request)
        import anyio

        await anyio.sleep(step.seconds)
        return None


class _Calls:
    """Carries out what the generated methods ask for."""

    def __init__(self, client: Hiker) -> None:
        self._client = client

    def call(
        self, operation: Operation[T], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Response[T]:
        return self._run(operation, arguments, options, answers.response)

    def page(
        self, operation: Operation[T], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Response[Page[T]]:
        return self._run(operation, arguments, options, answers.page)

    def walk(
        self,
        operation: Operation[T],
        arguments: dict[str, Any],
        options: Mapping[str, Any],
        limit: int | None,
        max_pages: int | None,
    ) -> Pager[T]:
        self._client._request(operation, arguments, options)  # what is wrong is told now

        def read(given: dict[str, Any]) -> Reading[T]:
            return self._run(operation, given, options, answers.read_page)

        return SyncPager(
            operation, arguments, count("limit", limit), count("max_pages", max_pages), read
        )

    def _run(
        self,
        operation: Operation[Any],
        given: Mapping[str, Any],
        options: Mapping[str, Any],
        read: Callable[[Operation[Any], RawAnswer], T],
    ) -> T:
        return run(self._client._ask(operation, given, options, read), self._client._perform)


class _AsyncCalls:
    """The same, asynchronously."""

    def __init__(self, client: AsyncHiker) -> None:
        self._client = client

    async def call(
        self, operation: Operation[T], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Response[T]:
        return await self._run(operation, arguments, options, answers.response)

    async def page(
        self, operation: Operation[T], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Response[Page[T]]:
        return await self._run(operation, arguments, options, answers.page)

    def walk(
        self,
        operation: Operation[T],
        arguments: dict[str, Any],
        options: Mapping[str, Any],
        limit: int | None,
        max_pages: int | None,
    ) -> AsyncPager[T]:
        self._client._request(operation, arguments, options)  # what is wrong is told now

        async def read(given: dict[str, Any]) -> Reading[T]:
            return await self._run(operation, given, options, answers.read_page)

        return AsyncioPager(
            operation, arguments, count("limit", limit), count("max_pages", max_pages), read
        )

    async def _run(
        self,
        operation: Operation[Any],
        given: Mapping[str, Any],
        options: Mapping[str, Any],
        read: Callable[[Operation[Any], RawAnswer], T],
    ) -> T:
        steps = self._client._ask(operation, given, options, read)
        return await run_async(steps, self._client._perform)
