"""Runs a function in a background thread and waits for its result later."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class BackgroundResult(Generic[T]):
    """The result of a function that starts at once, in a thread of its own if there can be one."""

    def __init__(self, function: Callable[[], T], name: str | None = None) -> None:
        self._function = function
        self._values: list[T] = []
        self._error: BaseException | None = None
        # Not a daemon: the interpreter would tear down what it uses when the program ends.
        self._thread: threading.Thread | None = threading.Thread(target=self._run, name=name)
        try:
            self._thread.start()
        except RuntimeError:  # no further thread can be started
            self._thread = None
            self._run()

    def _run(self) -> None:
        try:
            self._values.append(self._function())
        except BaseException as error:
            self._error = error

    def wait(self) -> None:
        """Wait until the function has returned or raised."""
        if self._thread is not None:
            self._thread.join()

    def result(self) -> T:
        """What the function returned, once it has. Raises what it raised."""
        self.wait()
        if self._error is not None:
            raise self._error
        return self._values[0]
