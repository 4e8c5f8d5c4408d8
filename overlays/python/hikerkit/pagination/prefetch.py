"""Prefetch: requests the next page in a thread or task before it is needed."""

from __future__ import annotations

import contextvars
import sys
from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

from hikerkit._utils.background import BackgroundResult

T = TypeVar("T")


class ThreadPrefetch(BackgroundResult[T]):
    """A request in a thread of its own, in the context of the caller."""

    def __init__(self, read: Callable[[], T]) -> None:
        context = contextvars.copy_context()
        super().__init__(lambda: context.run(read), name="hikerkit-prefetch")


class TaskPrefetch(Generic[T]):
    """A request in a task that outlives the caller's cancel scopes, in the caller's context."""

    _value: T
    _error: Exception | None = None

    def __init__(self, read: Callable[[], Awaitable[T]]) -> None:
        import anyio

        self._finished = anyio.Event()
        self._completed = False
        _spawn(lambda: self._run(read))

    async def _run(self, read: Callable[[], Awaitable[T]]) -> None:
        try:
            self._value = await read()
            self._completed = True
        except Exception as error:
            self._error = error
            self._completed = True
        finally:
            self._finished.set()

    async def wait(self) -> bool:
        """Wait until it ends; False if it was cancelled, as at the end of the event loop."""
        await self._finished.wait()
        return self._completed

    def result(self) -> T:
        """The result after `wait`. Raises what the request raised."""
        if self._error is not None:
            raise self._error
        return self._value


_tasks: set[Any] = set()


def _spawn(run: Callable[[], Any]) -> None:
    """Start a task on the running event loop, asyncio or trio."""
    trio: Any = sys.modules.get("trio")
    if trio is not None and trio.lowlevel.in_trio_run():
        trio.lowlevel.spawn_system_task(run, context=contextvars.copy_context())
        return
    import asyncio

    task = asyncio.get_running_loop().create_task(run())
    # The loop keeps only a weak reference to a task.
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)
