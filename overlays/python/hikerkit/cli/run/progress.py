"""The bar of long work, on stderr where that is a terminal: items, rate, time and units left."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any

from hikerkit.cli.console import counted

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

    from hikerkit import Hiker


class Progress:
    """Shows how far a walk is; without a terminal it does nothing."""

    def __init__(self, hiker: Hiker, what: str, most: int | None, max_units: int | None) -> None:
        self._hiker = hiker
        self._bar: RichProgress | None = None
        self._max_units = max_units
        self._total = most
        self._most = most
        self._left_at_start: int | None = None
        self._began_with = 0
        self._is_shown = False
        if sys.stderr is None or not sys.stderr.isatty():
            return
        self._left_at_start = _left(hiker)
        self._began_with = hiker.usage.units + hiker.usage.uncertain
        self._bar = _bar(what)
        self._task = self._bar.add_task(what, total=most, rate="", units=self._units())

    def announce(self, announced: int | None) -> None:
        """The length of the whole list, where it became known."""
        if announced is not None:
            self._total = announced if self._most is None else min(announced, self._most)

    def at(self, items: int) -> None:
        """So many items are there."""
        if self._bar is None:
            return
        task = self._bar.tasks[0]
        rate = f"{task.speed:,.0f}/s" if task.speed else ""
        total = self._total if self._total is None else max(self._total, items)
        self._bar.update(self._task, completed=items, total=total, rate=rate, units=self._units())
        self.show()

    def show(self) -> None:
        """Show it again after `hide`."""
        if self._bar is not None and not self._is_shown:
            self._is_shown = True
            with contextlib.suppress(OSError):
                self._bar.start()

    def hide(self) -> None:
        """Out of the way of what is written to the same terminal."""
        if self._bar is not None and self._is_shown:
            self._is_shown = False
            with contextlib.suppress(OSError):
                self._bar.stop()

    def _units(self) -> str:
        spent = self._hiker.usage.units + self._hiker.usage.uncertain
        text = counted(spent, "unit")
        lefts = [] if self._max_units is None else [self._max_units - spent]
        if self._left_at_start is not None:
            lefts.append(self._left_at_start - (spent - self._began_with))
        return f"{text}, {max(0, min(lefts)):,} left" if lefts else text


def _left(hiker: Hiker) -> int | None:
    """Units left on the key; asking costs nothing, and no bar is worth an error."""
    from hikerkit.cli.commands.balance import ask
    from hikerkit.errors import HikerError

    with contextlib.suppress(HikerError):
        ask(hiker, deadline=3.0)
    return hiker.usage.left


def _bar(what: str) -> RichProgress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn
    from rich.text import Text

    class Left(ProgressColumn):
        """Time left, or nothing where nobody knows."""

        max_refresh = 0.5

        def render(self, task: Any) -> Text:
            seconds = task.time_remaining
            return Text("" if seconds is None or task.finished else f"{_clock(seconds)} left")

    class Count(ProgressColumn):
        def render(self, task: Any) -> Text:
            done = f"{int(task.completed):,}"
            return Text(done if task.total is None else f"{done}/{int(task.total):,}")

    columns: list[Any] = [TextColumn("{task.description}", markup=False)]
    console = Console(file=sys.stderr, markup=False, highlight=False, emoji=False)
    if console.width >= 70:
        columns.append(BarColumn(bar_width=20 if console.width < 110 else 40))
    columns += [Count(), TextColumn("{task.fields[rate]}", markup=False), Left()]
    columns.append(TextColumn("{task.fields[units]}", markup=False))
    return Progress(
        *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False,
        refresh_per_second=5,
    )  # fmt: skip


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
