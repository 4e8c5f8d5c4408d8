"""`gather` of the sync client: calls in a pool of threads."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Self, TypeVar

from hikerkit._utils.cancellation import current
from hikerkit.errors import HikerError
from hikerkit.gather.base import Ended, GatherState, Result
from hikerkit.pagination.pagers import SyncPager

A = TypeVar("A")
T = TypeVar("T")


class Gathering(GatherState[A, T], Iterator[Result[A, T]]):
    """Results of many calls as they complete. Use it as a context manager to leave it early."""

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
                except BaseException:  # interrupted: nothing more may be sent
                    self._halt()
                    raise
                result = self._collect(ended)
                if result is not None:
                    return result

    def __iter__(self) -> Iterator[Result[A, T]]:
        return self

    def _start_calls(self) -> None:
        while not self._exhausted and self._running < self._concurrency:
            try:
                argument = next(self._arguments)
            except StopIteration:
                self._finish(None)
            except Exception as error:
                self._finish(error)
            else:
                context = contextvars.copy_context()
                context.run(current.set, self._token)
                # The thread must not reference this object, so that it can be garbage collected.
                self._pool.submit(context.run, _call, self._function, argument, self._ended)
                self._running += 1

    def close(self) -> None:
        """Start no further call and wait for requests in progress; see `remainder`."""
        self._halt()
        with self._lock:
            self._pool.shutdown()
            with suppress(Empty):
                while True:
                    self._keep(self._ended.get_nowait())
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
    """One call, in a thread of the pool."""
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
