"""The calls of a `gather` under way: in threads or in tasks, results as they come."""

from __future__ import annotations

import contextvars
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

import anyio
from msgspec import Struct

from hikerkit.errors import HikerError
from hikerkit.layers.cancellation import CancelToken, current
from hikerkit.pagination.pagers import AsyncioPager, SyncPager

A = TypeVar("A")
T = TypeVar("T")


class Result(Struct, Generic[A, T], frozen=True):
    """What came of one call of a `gather`."""

    argument: A
    """What it was called with; of a call without arguments, the call itself."""
    value: T | None
    """What it returned; None where it failed. Of a pager the `Snapshot` of the list, of one that
    failed on the way the part that came until then."""
    error: HikerError | None = None
    """Why it failed; None where it did not."""

    def unwrap(self) -> T:
        """The value. Raises the error where it failed."""
        if self.error is not None:
            raise self.error
        value: Any = self.value
        made: T = value
        return made


Ended = tuple[Result[A, T], BaseException | None]
"""What came of a call, and what else than a HikerError it raised."""


class _State(Generic[A, T]):
    """How far it is; the same for threads and tasks."""

    def __init__(self, concurrency: int) -> None:
        self._concurrency = concurrency
        self._stop = CancelToken()
        self._running = 0
        """Calls that were started and whose results were not taken in."""
        self._exhausted = False
        """Whether no further call is to be made."""
        self._ending: BaseException | None = None
        """What to raise when all results are handed over."""
        self._remainder: list[Result[A, T]] = []

    @property
    def remainder(self) -> list[Result[A, T]]:
        """Results that were not handed over, after it was closed."""
        return self._remainder

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._running} calls under way>"

    def _halt(self) -> None:
        """Make no further call; those under way end before their next request."""
        self._exhausted = True
        self._stop.cancelled = True

    def _end(self, why: BaseException | None) -> None:
        """Make no further call; the first reason is the one to raise."""
        self._exhausted = True
        if self._ending is None:
            self._ending = why

    def _took(self, ended: Ended[A, T]) -> Result[A, T] | None:
        """The result of a call that ended; None where it is an exception of the caller's."""
        self._running -= 1
        result, other = ended
        if other is not None:
            self._end(other)
            return None
        if result.error is not None and result.error.affects_all_calls:
            self._end(result.error)
        return result

    def _leave(self, ended: Ended[A, T]) -> None:
        """Keep the result of a call that is not handed over."""
        result = self._took(ended)
        if result is not None:
            self._remainder.append(result)


class Gathering(_State[A, T], Iterator[Result[A, T]]):
    """Results of many calls as they come. Use it as a context manager to leave it early."""

    def __init__(self, function: Callable[[A], Any], arguments: Any, concurrency: int) -> None:
        super().__init__(concurrency)
        self._function = function
        self._arguments: Iterator[A] = iter(arguments)
        self._ended: SimpleQueue[Ended[A, T]] = SimpleQueue()
        self._pool = ThreadPoolExecutor(concurrency, thread_name_prefix="hikerkit-gather")
        self._lock = threading.Lock()

    def __next__(self) -> Result[A, T]:
        with self._lock:
            while True:
                self._start_calls()
                if not self._running:
                    self._pool.shutdown()
                    ending, self._ending = self._ending, None
                    if ending is not None:
                        raise ending
                    raise StopIteration
                try:
                    ended = self._ended.get()
                except BaseException:  # the user interrupts: nothing more is to be sent
                    self._halt()
                    raise
                result = self._took(ended)
                if result is not None:
                    return result

    def __iter__(self) -> Iterator[Result[A, T]]:
        return self

    def _start_calls(self) -> None:
        while not self._exhausted and self._running < self._concurrency:
            try:
                argument = next(self._arguments)
            except StopIteration:
                self._end(None)
            except Exception as error:
                self._end(error)
            else:
                context = contextvars.copy_context()
                context.run(current.set, self._stop)
                # What runs must not hold on to this object: nobody would notice that it is let go.
                self._pool.submit(context.run, _call, self._function, argument, self._ended)
                self._running += 1

    def close(self) -> None:
        """Make no further call, wait for the requests under way; see `remainder`."""
        self._halt()
        with self._lock:
            self._pool.shutdown()
            with suppress(Empty):
                while True:
                    self._leave(self._ended.get_nowait())
            self._running = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __del__(self) -> None:
        if hasattr(self, "_pool"):
            self._halt()
            self._pool.shutdown(wait=False)


def _call(function: Callable[[A], Any], argument: A, ended: SimpleQueue[Ended[A, Any]]) -> None:
    """One call, in its thread."""
    value, problem, other = None, None, None
    try:
        value = function(argument)
        if isinstance(value, SyncPager):
            value, problem = value.collect()
    except HikerError as error:
        problem = error
    except BaseException as error:
        other = error
    ended.put((Result(argument, value, problem), other))


class AsyncGathering(_State[A, T], AsyncIterator[Result[A, T]]):
    """Results of many calls as they come, within `async with`."""

    def __init__(self, function: Callable[[A], Any], arguments: Any, concurrency: int) -> None:
        super().__init__(concurrency)
        self._function = function
        self._arguments: AsyncIterator[A] = (
            aiter(arguments) if hasattr(arguments, "__aiter__") else _AtOnce(iter(arguments))
        )
        self._ended: deque[Ended[A, T]] = deque()
        self._group: anyio.abc.TaskGroup | None = None

    async def __aenter__(self) -> Self:
        self._news = anyio.Condition()
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
            # The group would wrap an error of the block; it goes on as it is.
            await self._group.__aexit__(None, None, None)
            return None
        finally:
            while self._ended:
                self._leave(self._ended.popleft())

    async def __anext__(self) -> Result[A, T]:
        if self._group is None:
            raise RuntimeError("a gather needs its block: async with hiker.gather(...) as results:")
        while True:
            async with self._news:
                while not self._ended and (self._running or not self._exhausted):
                    await self._news.wait()
                if not self._ended:
                    ending, self._ending = self._ending, None
                    if ending is not None:
                        raise ending
                    raise StopAsyncIteration
                result = self._took(self._ended.popleft())
                self._news.notify_all()
            if result is not None:
                return result

    async def _feed(self, group: anyio.abc.TaskGroup) -> None:
        """Start calls as others end."""
        with self._feeding:
            while True:
                async with self._news:
                    while self._running >= self._concurrency and not self._exhausted:
                        await self._news.wait()
                    if self._exhausted:
                        return
                why = None
                try:
                    argument = await anext(self._arguments)
                except StopAsyncIteration:
                    break
                except Exception as error:
                    why = error
                    break
                if self._exhausted:
                    break
                self._running += 1
                group.start_soon(self._call, argument)
            async with self._news:
                self._end(why)
                self._news.notify_all()

    async def _call(self, argument: A) -> None:
        """One call, in its task."""
        current.set(self._stop)
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
            async with self._news:
                self._news.notify_all()


class _AtOnce(AsyncIterator[A]):
    """What is there already, asynchronously. No generator: those want to be closed."""

    def __init__(self, items: Iterator[A]) -> None:
        self._items = items

    async def __anext__(self) -> A:
        for item in self._items:
            return item
        raise StopAsyncIteration
