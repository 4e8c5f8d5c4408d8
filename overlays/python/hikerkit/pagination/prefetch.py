"""A page that is asked for before it is needed, in a thread or in a task."""

from __future__ import annotations

import contextvars
import sys
import threading
from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class _Outcome(Generic[T]):
    """What came of it."""

    _value: T
    _error: BaseException | None = None

    def result(self) -> T:
        """After its end. Raises what it raised."""
        if self._error is not None:
            raise self._error
        return self._value


class ThreadPrefetch(_Outcome[T]):
    """Asks in a thread of its own, in the caller's context."""

    def __init__(self, ask: Callable[[], T]) -> None:
        context = contextvars.copy_context()
        # No daemon: at the end of the program, what was asked for is still paid for.
        self._thread = threading.Thread(
            target=context.run, args=(self._ask, ask), name="hikerkit-prefetch"
        )
        self._thread.start()

    def _ask(self, ask: Callable[[], T]) -> None:
        try:
            self._value = ask()
        except BaseException as error:
            self._error = error

    def wait(self) -> None:
        """Wait for its end."""
        self._thread.join()


class TaskPrefetch(_Outcome[T]):
    """Asks in a task that outlives the caller's cancel scopes, in the caller's context."""

    def __init__(self, ask: Callable[[], Awaitable[T]]) -> None:
        import anyio

        self._ended = anyio.Event()
        self._came = False
        _spawn(lambda: self._ask(ask))

    async def _ask(self, ask: Callable[[], Awaitable[T]]) -> None:
        try:
            self._value = await ask()
            self._came = True
        except Exception as error:
            self._error = error
            self._came = True
        finally:
            self._ended.set()

    async def wait(self) -> bool:
        """Wait for its end; False where it was broken off, as at the end of the event loop."""
        await self._ended.wait()
        return self._came


_tasks: set[Any] = set()


def _spawn(run: Callable[[], Any]) -> None:
    """Start a task of the event loop that runs, whichever it is."""
    trio: Any = sys.modules.get("trio")
    if trio is not None and trio.lowlevel.in_trio_run():
        trio.lowlevel.spawn_system_task(run, context=contextvars.copy_context())
        return
    import asyncio

    task = asyncio.get_running_loop().create_task(run())
    # The loop itself may let go of a task that nobody holds.
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)
