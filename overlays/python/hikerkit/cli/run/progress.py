"""The progress bar on stderr: items, rate, time and units left."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any

from hikerkit.cli.console import add_hide_callback, clear_hide_callbacks, format_count

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

    from hikerkit.client import Hiker


class Progress:
    """A bar for a list of at most `limit` items; does nothing if stderr is not a terminal."""

    def __init__(
        self, hiker: Hiker, description: str, limit: int | None, max_units: int | None
    ) -> None:
        self._hiker = hiker
        self._bar: RichProgress | None = None
        self._max_units = max_units
        self._total = self._limit = limit
        self._units_left: int | None = None
        self._units_before = 0
        self._is_shown = False
        if sys.stderr is None or not sys.stderr.isatty():
            return
        self._units_left = _request_units_left(hiker)
        self._units_before = hiker.usage.units + hiker.usage.uncertain
        self._bar = _make_bar()
        self._task = self._bar.add_task(description, total=limit, rate="", units=self._units())
        add_hide_callback(self.hide)

    def set_expected(self, items: int | None) -> None:
        """The length of the complete list, once it is known."""
        if items is not None:
            self._total = items if self._limit is None else min(items, self._limit)

    def update(self, items: int) -> None:
        """Show this number of items."""
        if self._bar is None:
            return
        task = self._bar.tasks[0]
        rate = f"{task.speed:,.0f}/s" if task.speed else ""
        total = self._total if self._total is None else max(self._total, items)
        self._bar.update(self._task, completed=items, total=total, rate=rate, units=self._units())
        if not self._is_shown:
            self._is_shown = True
            with contextlib.suppress(OSError):
                self._bar.start()

    def hide(self) -> None:
        """Make room for other output on the terminal, until the next update."""
        if self._bar is not None and self._is_shown:
            self._is_shown = False
            with contextlib.suppress(OSError):
                self._bar.stop()

    def close(self) -> None:
        """Remove the bar."""
        self.hide()
        clear_hide_callbacks()

    def _units(self) -> str:
        spent = self._hiker.usage.units + self._hiker.usage.uncertain
        text = format_count(spent, "unit")
        left = [] if self._max_units is None else [self._max_units - spent]
        if self._units_left is not None:
            left.append(self._units_left - (spent - self._units_before))
        return f"{text}, {max(0, min(left)):,} left" if left else text


def _request_units_left(hiker: Hiker) -> int | None:
    """Units left on the key. The request is free, and an error is not worth failing for."""
    from hikerkit.cli.run.session import request_balance
    from hikerkit.errors import HikerError

    with contextlib.suppress(HikerError):
        request_balance(hiker, deadline=3.0)
    return hiker.usage.left


def _make_bar() -> RichProgress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn
    from rich.text import Text

    class TimeLeft(ProgressColumn):
        max_refresh = 0.5

        def render(self, task: Any) -> Text:
            seconds = task.time_remaining
            is_known = seconds is not None and not task.finished
            return Text(f"{_format_duration(seconds)} left" if is_known else "")

    class Count(ProgressColumn):
        def render(self, task: Any) -> Text:
            done = f"{int(task.completed):,}"
            return Text(done if task.total is None else f"{done}/{int(task.total):,}")

    columns: list[Any] = [TextColumn("{task.description}", markup=False)]
    console = Console(file=sys.stderr, markup=False, highlight=False, emoji=False)
    if console.width >= 70:
        columns.append(BarColumn(bar_width=20 if console.width < 110 else 40))
    columns += [Count(), TextColumn("{task.fields[rate]}", markup=False), TimeLeft()]
    columns.append(TextColumn("{task.fields[units]}", markup=False))
    return Progress(
        *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False,
        refresh_per_second=5,
    )  # fmt: skip


def _format_duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
