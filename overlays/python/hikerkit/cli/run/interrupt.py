"""Ctrl-C: the page that is on its way may have been paid for, so it is waited for."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self

from hikerkit.cli.console import note


class Interruptible:
    """Inside, the first Ctrl-C asks to stop, the second stops at once."""

    def __init__(self, on_asked: Callable[[], object] = lambda: None) -> None:
        self.asked = False
        self._on_asked = on_asked
        self.is_waiting = True
        """Whether nothing is lost by stopping at once, but the request that is on its way."""
        self.signal = signal.SIGINT
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                with contextlib.suppress(ValueError, OSError):
                    self._before[number] = signal.signal(number, self._met)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _met(self, number: int, frame: FrameType | None) -> None:
        if self.asked and self.is_waiting:
            raise KeyboardInterrupt
        self.asked = True
        self.signal = signal.Signals(number)
        self._on_asked()
        note("stopping after the page that is on its way; Ctrl-C again stops at once")

    @property
    def status(self) -> int:
        """The exit status: 130 after Ctrl-C, 143 after SIGTERM."""
        return 128 + int(self.signal)
