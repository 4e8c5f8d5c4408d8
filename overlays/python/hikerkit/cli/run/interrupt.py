"""Ctrl-C waits for the page in flight, which may have been charged."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any, Self

from hikerkit.cli.console import note


class Interruptible:
    """Inside this context, the first Ctrl-C requests a stop, the second stops at once."""

    def __init__(self, on_stop: Callable[[], object] = lambda: None) -> None:
        self.is_stopping = False
        self.is_waiting = True
        """Whether only the request in flight would be lost by stopping at once."""
        self._on_stop = on_stop
        self._signal = signal.SIGINT
        self._handlers: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                with contextlib.suppress(ValueError, OSError):
                    self._handlers[number] = signal.signal(number, self._handle)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if self.is_stopping and self.is_waiting:
            raise KeyboardInterrupt
        self.is_stopping = True
        self._signal = signal.Signals(number)
        self._on_stop()
        note("stopping after the page in flight; press Ctrl-C again to stop at once")

    @property
    def status(self) -> int:
        """The exit status: 130 after Ctrl-C, 143 after SIGTERM."""
        return 128 + int(self._signal)
