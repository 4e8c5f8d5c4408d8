"""Paginate a list: write items as they arrive, and say how it ended and how to resume it."""

from __future__ import annotations

import contextlib
import os
import shlex
from typing import TYPE_CHECKING, Any

from hikerkit_api.core.operation import Operation
from hikerkit_api.core.pager import Pager

from hikerkit.cli import exit_codes
from hikerkit.cli.console import format_count, format_error, format_options, note
from hikerkit.cli.output.base import Writer
from hikerkit.cli.output.sink import ClosedPipeError, OutputError, marked_names
from hikerkit.cli.output.spool import rescue_items
from hikerkit.cli.run.interrupt import Interruptible
from hikerkit.cli.run.progress import Progress
from hikerkit.cli.run.results import note_missing_fields
from hikerkit.cli.settings.resolve import Settings
from hikerkit.errors import HikerError

if TYPE_CHECKING:
    from hikerkit.client import Hiker

_END = object()


class ListRun:
    """One run over a list."""

    def __init__(
        self,
        operation: Operation[Any],
        hiker: Hiker,
        settings: Settings,
        pager: Pager[Any],
        writer: Writer,
        names: dict[str, str],
        limit: int | None,
    ) -> None:
        self._operation = operation
        self._hiker = hiker
        self._pager = pager
        self._writer = writer
        self._names = names
        self._limit = limit
        self._page_cursor: str | None = None
        """The cursor of the page that is being written."""
        description = f"{operation.resource} {operation.name.replace('_', '-')}"
        self._progress = Progress(hiker, description, limit, settings.get("max_units"))

    def run(self) -> int:
        """Read the list to its end; the exit status. Raises ClosedPipeError."""
        problem: HikerError | OutputError | KeyboardInterrupt | None = None
        self._progress.set_expected(self._pager.verdict.expected)
        self._progress.update(0)
        with Interruptible() as interrupt:
            try:
                try:
                    self._write_items(interrupt)
                finally:
                    interrupt.is_waiting = False
                    self._progress.close()
                if interrupt.is_stopping and self._pager.verdict.complete is None:
                    problem = KeyboardInterrupt()
                else:
                    self._writer.finish()
            except (HikerError, OutputError, KeyboardInterrupt) as error:
                problem = error
            if problem is None:
                return self._report_end()
            self._report_problem(problem)
        if isinstance(problem, KeyboardInterrupt):
            return interrupt.status
        return exit_codes.status_of_error(problem)

    def _write_items(self, interrupt: Interruptible) -> None:
        pager, writer, pages = self._pager, self._writer, 0
        next_cursor = pager.cursor
        while (item := next(pager, _END)) is not _END:
            interrupt.is_waiting = False
            if pager.pages_read != pages:
                pages = pager.pages_read
                self._page_cursor, next_cursor = next_cursor, pager.cursor
                self._progress.set_expected(pager.verdict.expected)
                if writer.sink.is_terminal:
                    self._progress.hide()
            writer.write(item)
            if not pager.remainder:
                writer.flush()
                self._progress.update(pager.items_read)
                if interrupt.is_stopping:
                    return
                interrupt.is_waiting = True

    def _report_end(self) -> int:
        """Report how the list ended; returns the exit status."""
        pager, verdict = self._pager, self._pager.verdict
        reason = str(verdict).split(":", 1)[0].split(";", 1)[0]
        if verdict.expected is not None:
            reason += f", {verdict.expected:,} expected"
        items = format_count(verdict.items, "item")
        parts = [f"{format_options(reason)}: {items}, {self._format_usage()}"]
        if pager.remainder:
            parts.append(f"{len(pager.remainder):,} more of the last page were paid, not written")
        if pager.repeated:
            parts.append(f"{format_count(pager.repeated, 'duplicate')} left out")
        if pager.invalid_items:
            parts.append(f"{format_count(len(pager.invalid_items), 'invalid item')} left out")
        if self._writer.sink.path is not None:
            parts.append(f"written to {self._writer.sink.path}")
        if pager.cursor:
            parts.append(f"to continue, {self._format_resume(pager.cursor)}")
        note_missing_fields(self._writer)
        note("; ".join(parts))
        return exit_codes.status_of_verdict(verdict)

    def _report_problem(self, problem: HikerError | OutputError | KeyboardInterrupt) -> None:
        """Save what arrived; say where it is and how to resume."""
        pager, writer, cursor = self._pager, self._writer, self._pager.cursor
        rest: list[Any] = []
        if isinstance(problem, KeyboardInterrupt):
            with contextlib.suppress(OutputError, ClosedPipeError):
                for item in pager.remainder:
                    writer.write(item)
        elif isinstance(problem, OutputError):
            rest = [*writer.unsaved, *pager.remainder]
        kept = writer.keep()
        if isinstance(problem, KeyboardInterrupt):
            note("interrupted")
        else:
            text = format_error(problem) if isinstance(problem, HikerError) else str(problem)
            note(f"error: {text}")
        parts = [f"{format_count(writer.count, 'item')} arrived, {self._format_usage()}"]
        if kept:
            parts.append(f"kept in {kept}")
        if rest:
            rescued = rescue_items(rest)
            if rescued is None:
                cursor = self._page_cursor  # the page has to be requested again
            else:
                unwritten = format_count(len(rest), "item")
                parts.append(f"{unwritten} could not be written there and are in {rescued}")
        if self._hiker.archive is not None:
            parts.append("to resume, run the same command again: archived pages are free")
        elif cursor:
            parts.append(f"to resume, {self._format_resume(cursor)}")
        else:
            parts.append("to resume, run the same command again")
        note("; ".join(parts))

    def _format_usage(self) -> str:
        pager, usage = self._pager, self._hiker.usage
        text = f"{format_count(pager.pages_read, 'page')}, {format_count(pager.units, 'unit')}"
        if usage.saved:
            text += f" ({format_count(usage.saved, 'unit')} saved by the archive)"
        if usage.uncertain:
            text += f" and {usage.uncertain} that may have been charged"
        return text

    def _format_resume(self, cursor: str) -> str:
        """What to add to the command; the last value of an option counts, so it can be appended."""
        page = self._operation.page
        assert page is not None
        words = []
        path, limit = self._writer.sink.path, self._limit
        if limit is not None and limit > self._pager.items_read:
            words += ["--limit", str(limit - self._pager.items_read)]
        if path is not None:  # another file: this one would be replaced
            name = next(n for n in marked_names(path, "rest") if not os.path.exists(n))
            words += ["-o", quote_word(name)]
        words += ["--" + page.parameter.rstrip("_").replace("_", "-"), quote_word(cursor)]
        ids = [f"{id_} for {name}" for name, id_ in self._names.items()]
        instead = f"with {', '.join(ids)} " if ids else ""
        return f"run the same command {instead}and add: {' '.join(words)}"


def quote_word(text: str) -> str:
    """A word for the shell. A cursor comes from the service: what is not printable is escaped."""
    if text.isprintable():
        return shlex.quote(text)
    escaped = text.encode("unicode_escape").decode().replace("'", "\\'")
    return f"$'{escaped}'"
