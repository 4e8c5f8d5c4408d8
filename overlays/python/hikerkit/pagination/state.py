"""Where a walk over a list stands, what it asks for next, and what came of it; it sends nothing."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, Generic, NoReturn, TypeVar

from hikerkit_api.core.model import model_class
from hikerkit_api.core.operation import Operation
from hikerkit_api.core.options import ListOptions
from hikerkit_api.core.pager import PagerState
from hikerkit_api.core.response import Page, Response
from hikerkit_api.core.snapshot import Snapshot
from hikerkit_api.core.verdict import Cut, Verdict
from msgspec import Struct, structs

from hikerkit import errors
from hikerkit.calls.arguments import count
from hikerkit.pagination.cycle import CycleDetector
from hikerkit.pagination.dedupe import Overlaps
from hikerkit.pagination.expected_length import announced
from hikerkit.responses.charge import charged

T = TypeVar("T")

Reading = tuple[Response[Page[T]], errors.UnexpectedShapeError | None]

# What the service may answer to a cursor that it no longer knows.
_REFUSALS = {400, 404, 410, 422}


class Bounds(Struct, frozen=True):
    """How far a walk goes, checked."""

    limit: int | None
    max_pages: int | None
    max_empty: int | None
    announced: int | None
    ahead: bool


def bounds(operation: Operation[Any], how: ListOptions) -> Bounds:
    """What a caller gave. Raises ArgumentError."""
    if isinstance(how.prefetch, int) and how.prefetch in (0, 1):
        ahead = bool(how.prefetch)
    else:
        raise errors.ArgumentError(
            f"prefetch={how.prefetch!r:.60}: expected 0, or 1 for one page ahead",
            argument="prefetch",
        )
    max_empty = count("max_empty", how.max_empty)
    if max_empty == 0:
        raise errors.ArgumentError(
            "max_empty=0: expected an int, 1 or more, or None", argument="max_empty"
        )
    return Bounds(
        count("limit", how.limit),
        count("max_pages", how.max_pages),
        max_empty,
        announced(operation, how.expected),
        ahead,
    )


class ListState(PagerState[T], Generic[T]):
    """Where a walk stands and what it asks for next."""

    def __init__(self, operation: Operation[T], arguments: dict[str, Any], bounds: Bounds) -> None:
        assert operation.page is not None
        self._operation = operation
        self._arguments = arguments
        self._parameter = operation.page.parameter
        self._bounds = bounds
        self._most: float = math.inf if bounds.limit is None else bounds.limit
        given = arguments.get(self._parameter)
        self._start = None if given in (None, "") else str(given)
        self._cursor: str | None = given
        self._trail = CycleDetector(self._start)
        self._overlaps = Overlaps(operation.shape)
        self._buffer: deque[T] = deque()
        self._spare: tuple[Page[T], list[T]] | None = None
        """A page that was asked for ahead and not handed over, and its new items."""
        self._done = False
        self._problem: errors.HikerError | None = None
        """What keeps the walk from going on."""
        self._told: errors.HikerError | None = None
        """What is wrong with the page before, to be told once."""
        self._failed: tuple[Cut, str] | None = None
        """The error that was raised last, as long as no page came after it."""
        self._invalid_items: list[Any] = []
        self._pages_read = self._items_read = self._units = 0
        self._repeated = self._doubles_given = self._empty = 0
        self._capped = self._replayed = False
        self._announced = bounds.announced

    @property
    def cursor(self) -> str | None:
        return self._cursor

    @property
    def remainder(self) -> list[T]:
        return [*self._buffer, *(self._spare[1] if self._spare else ())]

    @property
    def invalid_items(self) -> list[Any]:
        return self._invalid_items

    @property
    def done(self) -> bool:
        return self._done

    @property
    def pages_read(self) -> int:
        return self._pages_read

    @property
    def items_read(self) -> int:
        return self._items_read

    @property
    def units(self) -> int:
        return self._units

    @property
    def repeated(self) -> int:
        return self._repeated

    @property
    def verdict(self) -> Verdict:
        over, cut, error = self._ending()
        facts: dict[str, Any] = {
            "items": self._items_read - self._doubles_given,
            "pages": self._pages_read,
            "expected": self._announced,
            "capped": self._capped,
            "start": self._start,
            "cursor": self._cursor,
            "error": error,
            "repeated": self._repeated,
            "invalid_items": len(self._invalid_items),
        }
        return Verdict.of(cut, **facts) if over else Verdict(complete=None, **facts)

    def _ending(self) -> tuple[bool, Cut | None, str | None]:
        """Whether the walk is over, what cut it off, and the error in words."""
        if self._failed is not None:
            return True, *self._failed
        if self._full() and (self._buffer or self._spare or not self._done):
            return True, "limit", None
        if self._buffer or self._spare or self._told is not None:
            return False, None, None
        if self._problem is not None:
            return True, self._problem.cuts, _in_words(self._problem)
        if self._done:
            return True, None, None
        return (True, "max_pages", None) if self._out_of_pages() else (False, None, None)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a pager is walked where it was made; hand on its cursor instead")

    def __repr__(self) -> str:
        where = "at the end" if self._done else f"cursor={self._cursor!r}"
        return (
            f"<{type(self).__name__} {self._operation.id}: "
            f"{self._items_read} items of {self._pages_read} pages, {where}>"
        )

    def _full(self) -> bool:
        return self._items_read >= self._most

    def _out_of_pages(self) -> bool:
        return self._bounds.max_pages is not None and self._pages_read >= self._bounds.max_pages

    def _next_arguments(self) -> dict[str, Any] | None:
        """What to ask for, or None where the walk ends. Raises what keeps it from going on."""
        self._failed = None
        if self._full():
            return None
        if self._told is not None:
            told, self._told = self._told, None
            raise self._noted(told)
        if self._problem is not None:
            raise self._noted(self._problem)
        if self._done or self._out_of_pages():
            return None
        return self._asked()

    def _arguments_ahead(self) -> dict[str, Any] | None:
        """What to ask for before it is needed, or None where it may turn out to be needless."""
        if not self._bounds.ahead or self._done or self._told or self._problem or self._spare:
            return None
        if self._out_of_pages() or self._items_read + len(self._buffer) >= self._most:
            return None
        return self._asked()

    def _asked(self) -> dict[str, Any]:
        if self._cursor is None:
            return self._arguments
        return {**self._arguments, self._parameter: self._cursor}

    def _noted(self, error: errors.HikerError) -> errors.HikerError:
        """The error to raise, after it was noted as what ended the walk."""
        if self._blames_the_cursor(error):
            error = self._expired(error)
        self._failed = (error.cuts, _in_words(error))
        return error

    def _blames_the_cursor(self, error: errors.HikerError) -> bool:
        if self._cursor is None or not isinstance(error, errors.ClientError):
            return False
        if error.status not in _REFUSALS or isinstance(error, errors.ExpiredCursorError):
            return False
        if not isinstance(error, errors.UnprocessableError) or not error.faults:
            return True
        name = next(p.name for p in self._operation.parameters if p.argument == self._parameter)
        return any(place.rsplit(".", 1)[-1] == name for place, _ in error.faults)

    def _expired(self, error: errors.HikerError) -> errors.ExpiredCursorError:
        where = f"after page {self._pages_read}" if self._pages_read else "to begin with"
        text = f"{str(error.args[0]).rstrip('.')} (to the cursor {where})"
        if self._replayed:
            text += "; the page before came from the archive: refresh=True asks for it anew"
        return errors.ExpiredCursorError(text, **{**vars(error), "cursor": self._cursor})

    def _take(self, reading: Reading[T]) -> tuple[Page[T], list[T]]:
        """Book a page that came; the page, and the items on it that are new."""
        response, problem = reading
        page = response.result
        fresh = self._overlaps.fresh(page.items)
        self._failed = None
        self._pages_read += 1
        self._units += response.units if response.units is not None else self._operation.units
        self._invalid_items += page.invalid_items
        self._repeated += len(page.items) - len(fresh)
        self._empty = 0 if fresh else self._empty + 1
        self._capped = self._capped or page.cut
        self._replayed = response.source == "archive"
        if self._bounds.announced is None and page.total is not None:
            self._announced = page.total
        if problem is not None and page.cursor is None and not problem.deviations:
            self._problem = problem
            self._cursor = None  # where the list goes on is not known
            return page, fresh
        self._told = problem
        if page.cursor is None:
            self._done = True
            self._cursor = None
        elif self._trail.repeats(page.cursor):
            text = f"The list goes round: page {self._pages_read} points back to a page before it"
            self._problem = self._error(errors.RepeatedCursorError, text, page.cursor, response)
            self._cursor = None
        else:
            self._cursor = page.cursor
            if self._empty == self._bounds.max_empty:
                text = f"{self._empty} pages in a row brought no new item, and the list goes on"
                self._problem = self._error(errors.EmptyPagesError, text, page.cursor, response)
        return page, fresh

    def _error(
        self, kind: type[errors.HikerError], text: str, cursor: str, response: Response[Any]
    ) -> errors.HikerError:
        return kind(
            text,
            cursor=cursor,
            operation=self._operation.id,
            url=response.url,
            attempts=1,
            units=response.units,
            charged=charged(response.units),
        )

    def _give_page(self, page: Page[T], fresh: list[T]) -> Page[T]:
        self._items_read += len(page.items)
        self._doubles_given += len(page.items) - len(fresh)
        return page

    def _take_spare(self) -> tuple[Page[T], list[T]] | None:
        spare, self._spare = self._spare, None
        return spare

    def put_back(self, items: list[T]) -> None:
        """Items that were handed over after all were not."""
        self._buffer.extendleft(reversed(items))
        self._items_read -= len(items)

    def _frame_maker(
        self, name: str, fields: str | Iterable[str] | None
    ) -> Callable[[list[T]], Any]:
        """What makes a table of items. Raises before anything is sent."""
        from hikerkit.tables import frames

        frames.import_library(name.removeprefix("to_"))
        wanted, shape = frames.validate_fields(fields), self._operation.shape
        first = model_class(shape).__summary__ if isinstance(shape, str) else ()

        def make(items: list[T]) -> Any:
            try:
                return getattr(frames, name)(items, wanted, first)
            except BaseException:
                self.put_back(items)
                raise

        return make

    def _snapshot(self, items: list[T], before: int) -> Snapshot[T]:
        """What a snapshot came to; `before`: items handed over before it."""
        verdict = self.verdict
        if before:
            cut = verdict.cut_by or "start"
            verdict = structs.replace(verdict, complete=False, cut_by=cut, items=len(items))
        return Snapshot(items, verdict)


def _in_words(error: errors.HikerError) -> str:
    return f"{type(error).__name__}: {error}"
