"""Does one thing in a thread while its maker does another."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class BackgroundResult(Generic[T]):
    """The result of a function that is called at once, in a thread of its own where there can be
    one."""

    def __init__(self, function: Callable[[], T]) -> None:
        self._function = function
        self._made: list[T] = []
        self._error: BaseException | None = None
        # No daemon: a process that ends meanwhile would pull what it uses from under it.
        self._thread: threading.Thread | None = threading.Thread(target=self._run)
        try:
            self._thread.start()
        except RuntimeError:  # no thread is to be had
            self._thread = None
            self._run()

    def _run(self) -> None:
        try:
            self._made.append(self._function())
        except BaseException as error:
            self._error = error

    def result(self) -> T:
        """What the function returned, waited for. Raises what it raised."""
        if self._thread is not None:
            self._thread.join()
        if self._error is not None:
            raise self._error
        return self._made[0]
