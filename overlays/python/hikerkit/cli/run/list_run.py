"""A walk over a list from a terminal: items written as they come, and a clear end."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shlex
import sys
import tempfile
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hikerkit_api.core.json import encode_json
from hikerkit_api.core.operation import Operation
from hikerkit_api.core.pager import Pager

from hikerkit.cli import console, exit_codes
from hikerkit.cli.output.formats import Writer
from hikerkit.cli.output.sink import ClosedPipeError, File, OutputError, marked_names
from hikerkit.cli.run.interrupt import Interruptible
from hikerkit.cli.run.progress import Progress
from hikerkit.cli.settings.resolve import Chosen
from hikerkit.errors import HikerError
from hikerkit.tables.flatten import to_data

if TYPE_CHECKING:
    from hikerkit import Hiker

_NO_MORE = object()
_USER = re.compile(r"//[^/@]*@")
_WORDS = {
    "cut off by limit=": "cut off by --limit",
    "cut off by max_pages=": "cut off by --max-pages",
}


class ListRun:
    """One walk: what was written, what is not on the disk yet, where it would go on."""

    def __init__(
        self,
        operation: Operation[Any],
        hiker: Hiker,
        chosen: Chosen,
        pager: Pager[Any],
        writer: Writer,
        names: dict[str, str],
        limit: int | None,
    ) -> None:
        self._operation = operation
        self._hiker = hiker
        self._chosen = chosen
        self._pager = pager
        self._writer = writer
        self._names = names
        self._written = 0
        self._unsaved: list[Any] = []
        """Items that may be in no file yet."""
        self._cursor: str | None = None
        """Cursor of the page that is being written."""
        self._limit = limit
        what = f"{operation.resource} {operation.name.replace('_', '-')}"
        self._progress = Progress(hiker, what, limit, chosen.get("max_units"))
        self._shares_screen = writer.target.is_terminal

    def go(self) -> int:
        """Walk to the end; the exit status. Raises ClosedPipeError."""
        problem: HikerError | OutputError | KeyboardInterrupt | None = None
        stopping = Interruptible()
        console.when_noting(self._progress.hide)
        self._progress.announce(self._pager.verdict.expected)
        self._progress.at(0)
        with stopping:
            try:
                self._write_all(stopping)
            except (HikerError, OutputError, KeyboardInterrupt) as error:
                problem = error
            finally:
                stopping.is_waiting = False
                self._progress.hide()
                console.nobody_in_the_way()
            if stopping.asked and problem is None and self._pager.verdict.complete is None:
                problem = KeyboardInterrupt()
            if problem is None:
                return self._whole()
            self._early(problem)
        return (
            stopping.status
            if isinstance(problem, KeyboardInterrupt)
            else exit_codes.status_of(problem)
        )

    def _write_all(self, stopping: Interruptible) -> None:
        pager, pages = self._pager, 0
        ahead = pager.cursor
        while (item := next(pager, _NO_MORE)) is not _NO_MORE:
            stopping.is_waiting = False
            if pager.pages_read != pages:
                pages = pager.pages_read
                self._cursor, ahead = ahead, pager.cursor
                self._progress.announce(pager.verdict.expected)
                if self._shares_screen:
                    self._progress.hide()
            self._unsaved.append(item)
            self._writer.write(item)
            self._written += 1
            if self._writer.is_live:
                self._unsaved.clear()
            if not pager.remainder:
                self._writer.page_end()
                self._unsaved.clear()
                self._progress.at(pager.items_read)
                if stopping.asked:
                    return
                stopping.is_waiting = True
        self._writer.page_end()
        self._unsaved.clear()

    def _whole(self) -> int:
        """The end of a walk that no error ended."""
        pager = self._pager
        try:
            self._writer.end()
            self._writer.target.commit()
        except OutputError as error:
            self._early(error)
            return exit_codes.ERROR
        verdict = pager.verdict
        words = str(verdict).split(":", 1)[0].split(";", 1)[0]
        words = _WORDS.get(words, words)
        items = console.counted(verdict.items, "item")
        if verdict.expected is not None:
            words += f", {verdict.expected:,} expected"
        text = f"{words}: {items}, {self._counts()}"
        if pager.remainder:
            text += (
                f"; {len(pager.remainder):,} more of the last page were paid for and not written"
            )
        if pager.repeated:
            text += f"; {console.counted(pager.repeated, 'item')} came twice and were left out"
        if pager.invalid_items:
            text += f"; {len(pager.invalid_items)} entries were no items and were not written"
        if self._writer.target.path is not None:
            text += f"; written to {self._writer.target.path}"
        if missing := self._writer.missing():
            console.note(f"--fields: nothing that came has {', '.join(missing)}")
        if pager.cursor:
            text += f"; go on with: {self._command(pager.cursor)}"
        console.note(text)
        return exit_codes.status_of_walk(verdict)

    def _early(self, problem: BaseException) -> None:
        """The end of a walk before its time: keep what came, say where it is and how to go on."""
        rest: list[Any] = []
        if isinstance(problem, OutputError):
            waiting = [*self._writer.pending(), *self._unsaved, *self._pager.remainder]
            rest = list({id(item): item for item in waiting}.values())
        if isinstance(problem, KeyboardInterrupt):
            with contextlib.suppress(OutputError, ClosedPipeError):
                for item in self._pager.remainder:
                    self._writer.write(item)
                    self._written += 1
        place = self._kept()
        cursor = self._pager.cursor
        rescued = None
        if isinstance(problem, KeyboardInterrupt):
            console.note("interrupted")
        elif isinstance(problem, HikerError):
            console.note(f"error: {console.told(problem)}")
        else:
            console.note(f"error: {problem}")
        if rest:
            rescued = _rescued(rest)
            if rescued is None:  # then the page has to come once more
                cursor = self._cursor
        text = f"{console.counted(self._written, 'item')} came, {self._counts()}"
        if place:
            text += f"; they are kept in {place}"
        if rescued:
            text += (
                f"; {console.counted(len(rest), 'item')} that could not be written there: {rescued}"
            )
        if self._hiker.archive is not None:
            text += "; run the same command again: what came is in the archive and costs nothing"
        elif cursor:
            text += f"; go on with: {self._command(cursor)}"
        else:
            text += "; go on with the same command"
        console.note(text)

    def _kept(self) -> str | None:
        """Where what came is; None where it is on the screen, in a pipe, or nothing came."""
        writer, target = self._writer, self._writer.target
        if not self._written:
            target.discard()
            writer.salvage()
            return None
        try:
            writer.end()
            return target.keep()
        except ClosedPipeError:
            return writer.salvage()
        except OutputError:
            left = target.left_behind() if isinstance(target, File) else None
            salvaged = writer.salvage()
            if salvaged is not None:
                target.discard()
                return salvaged
            return left

    def _counts(self) -> str:
        pager, usage = self._pager, self._hiker.usage
        text = (
            f"{console.counted(pager.pages_read, 'page')}, {console.counted(pager.units, 'unit')}"
        )
        if usage.saved:
            text += f" ({console.counted(usage.saved, 'unit')} saved by the archive)"
        if usage.uncertain:
            text += f" and {usage.uncertain} that may have been charged"
        return text

    def _command(self, cursor: str) -> str:
        """This command once more, from the cursor on."""
        page = self._operation.page
        assert page is not None
        flag = "--" + page.parameter.rstrip("_").replace("_", "-")
        words = [self._names.get(word, word) for word in without(sys.argv[1:], flag)]
        words = [_USER.sub("//", word) if "://" in word else word for word in words]
        words = renamed(words, ("-o", "--output"), unused_name)
        if self._limit is not None:
            left = self._limit - self._pager.items_read
            words = without(words, "--limit")
            if left > 0:
                words += ["--limit", str(left)]
        return " ".join(["hikerkit", *map(quoted, [*words, flag]), quoted(cursor)])


def _rescued(items: list[Any]) -> str | None:
    """Write items that were paid for and have no place elsewhere; where they are."""
    path = os.path.join(tempfile.gettempdir(), f"hikerkit-rest-{secrets.token_hex(4)}.jsonl")
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.writelines(encode_json(to_data(item)) + b"\n" for item in items)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(path)
        return None
    return path


def without(words: list[str], flag: str) -> list[str]:
    """The command without an option and its value."""
    made: list[str] = []
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word == flag:
            skip = True
        elif not word.startswith(flag + "="):
            made.append(word)
    return made


def renamed(words: list[str], flags: tuple[str, ...], rename: Callable[[str], str]) -> list[str]:
    """The command with another file to write to, so that it replaces none."""
    made: list[str] = []
    for i, word in enumerate(words):
        flag, equals, name = word.partition("=")
        if equals and flag in flags:
            word = f"{flag}={rename(name)}"
        elif i and words[i - 1] in flags and word != "-":
            word = rename(word)
        elif word.startswith("-o") and len(word) > 2 and "-o" in flags:
            word = f"-o{rename(word[2:])}"
        made.append(word)
    return made


def unused_name(path: str) -> str:
    """The name of a file that is not there yet: `x.rest.csv`, then `x.rest-2.csv`."""
    return next(n for n in marked_names(path, "rest") if not os.path.exists(n))


def quoted(text: str) -> str:
    """A word as a shell takes it; cursors come from the service."""
    if text.isprintable():
        return shlex.quote(text)
    spelled = text.encode("unicode_escape").decode().replace("'", "\\'")
    return f"$'{spelled}'"
