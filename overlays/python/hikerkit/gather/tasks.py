"""`gather` of the async client: calls in a group of tasks."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from types import TracebackType
from typing import Any, Self, TypeVar

import anyio

from hikerkit._utils.cancellation import current
from hikerkit.errors import HikerError
from hikerkit.gather.base import Ended, GatherState, Result
from hikerkit.pagination.pagers import AsyncioPager

A = TypeVar("A")
T = TypeVar("T")


class AsyncGathering(GatherState[A, T], AsyncIterator[Result[A, T]]):
    """Results of many calls as they complete; needs `async with`."""

    def __init__(self, function: Callable[[A], Any], arguments: Any, concurrency: int) -> None:
        super().__init__(concurrency)
        self._function = function
        self._arguments: AsyncIterator[A] = (
            aiter(arguments) if hasattr(arguments, "__aiter__") else _AsyncIterator(iter(arguments))
        )
        self._ended: deque[Ended[A, T]] = deque()
        self._group: anyio.abc.TaskGroup | None = None

    async def __aenter__(self) -> Self:
        self._changed = anyio.Condition()
        self._feeding = anyio.CancelScope()
        self._group = anyio.create_task_group()
        await self._group.__aenter__()
        self._group.start_soon(self._feed, self._group)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool | None:
        assert self._group is not None
        self._halt()
        self._feeding.cancel()
        if error is not None:
            self._group.cancel_scope.cancel()
        try:
            if isinstance(error, anyio.get_cancelled_exc_class()):
                return await self._group.__aexit__(kind, error, trace)
            # The group would wrap an exception of the block; it propagates as it is.
            await self._group.__aexit__(None, None, None)
            return None
        finally:
            while self._ended:
                self._keep(self._ended.popleft())

    async def __anext__(self) -> Result[A, T]:
        if self._group is None:
            raise RuntimeError("a gather needs its block: async with hiker.gather(...) as results:")
        while True:
            async with self._changed:
                while not self._ended and (self._running or not self._exhausted):
                    await self._changed.wait()
                if not self._ended:
                    ending, self._ending = self._ending, None
                    if ending is not None:
                        raise ending
                    raise StopAsyncIteration
                result = self._collect(self._ended.popleft())
                self._changed.notify_all()
            if result is not None:
                return result

    async def _feed(self, group: anyio.abc.TaskGroup) -> None:
        """Start calls as others end."""
        with self._feeding:
            while True:
                async with self._changed:
                    while self._running >= self._concurrency and not self._exhausted:
                        await self._changed.wait()
                    if self._exhausted:
                        return
                ending = None
                try:
                    argument = await anext(self._arguments)
                except StopAsyncIteration:
                    break
                except Exception as error:
                    ending = error
                    break
                if self._exhausted:
                    break
                self._running += 1
                group.start_soon(self._call, argument)
            async with self._changed:
                self._finish(ending)
                self._changed.notify_all()

    async def _call(self, argument: A) -> None:
        """One call, in a task of its own."""
        current.set(self._token)
        value: Any = None
        problem: HikerError | None = None
        other: Exception | None = None
        try:
            value = self._function(argument)
            if isinstance(value, AsyncioPager):
                value, problem = await value.collect()
            else:
                value = await value
        except HikerError as error:
            value, problem = None, error
        except Exception as error:
            value, other = None, error
        self._ended.append((Result(argument, value, problem), other))
        with anyio.CancelScope(shield=True):
            async with self._changed:
                self._changed.notify_all()


class _AsyncIterator(AsyncIterator[A]):
    """A sync iterator as an async one. Not a generator, which would have to be closed."""

    def __init__(self, items: Iterator[A]) -> None:
        self._items = items

    async def __anext__(self) -> A:
        for item in self._items:
            return item
        raise StopAsyncIteration
