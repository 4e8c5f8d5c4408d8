"""Decides which page to request next, and records each page received; it sends nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from hikerkit_api.core.response import Page, Response
from hikerkit_api.core.views import find_class

from hikerkit import errors
from hikerkit.pagination.progress import ListProgress, Reading, Received, describe_error
from hikerkit.responses.charge import charged

T = TypeVar("T")

# Statuses with which the service may refuse a cursor that it no longer knows.
_REFUSALS = {400, 404, 410, 422}


class ListState(ListProgress[T]):
    """The state of one list."""

    def _has_next_page(self) -> bool:
        """Whether a page is to be requested. Raises the error that blocks pagination."""
        self._failure = None
        if self._items_read >= self._limit:
            return False
        if self._deferred is not None:
            deferred, self._deferred = self._deferred, None
            raise self._record_failure(deferred)
        if self._blocker is not None:
            raise self._record_failure(self._blocker)
        return not self._done and self._pages_read < self._max_pages

    def _needs_prefetch(self) -> bool:
        """Whether the next page is certain to be needed, and was not requested yet."""
        if not self._bounds.prefetch or self._prefetch is not None or self._prefetched:
            return False
        if self._done or self._deferred or self._blocker:
            return False
        if self._pages_read >= self._max_pages:
            return False
        return self._items_read + len(self._buffer) < self._limit

    def _record_failure(self, error: errors.HikerError) -> errors.HikerError:
        """Record the error that ends pagination; returns the error to raise."""
        if self._is_cursor_refused(error):
            error = self._expired_cursor_error(error)
        self._failure = (error.cut, describe_error(error))
        return error

    def _is_cursor_refused(self, error: errors.HikerError) -> bool:
        if self._cursor is None or not isinstance(error, errors.ClientError):
            return False
        if error.status not in _REFUSALS or isinstance(error, errors.ExpiredCursorError):
            return False
        if not isinstance(error, errors.UnprocessableError) or not error.faults:
            return True
        assert self._operation.page is not None
        argument = self._operation.page.parameter
        name = next(p.name for p in self._operation.parameters if p.argument == argument)
        return any(place.rsplit(".", 1)[-1] == name for place, _ in error.faults)

    def _expired_cursor_error(self, error: errors.HikerError) -> errors.ExpiredCursorError:
        where = f"after page {self._pages_read}" if self._pages_read else "to start from"
        text = f"{str(error.args[0]).rstrip('.')} (to the cursor {where})"
        if self._replayed:
            text += "; the page before it came from the archive: refresh=True requests it again"
        return errors.ExpiredCursorError(text, **{**vars(error), "cursor": self._cursor})

    def _record_page(self, reading: Reading[T]) -> Received[T]:
        """Record a page that was received."""
        response, problem = reading
        page = response.result
        fresh = self._overlaps.remove_duplicates(page.items)
        self._failure = None
        self._pages_read += 1
        self._units += response.units if response.units is not None else self._operation.units
        self._invalid_items += page.invalid_items
        self._repeated += len(page.items) - len(fresh)
        self._empty_pages = 0 if fresh else self._empty_pages + 1
        self._capped = self._capped or page.cut
        self._replayed = response.source == "archive"
        if self._bounds.expected is None and page.total is not None:
            self._expected = page.total
        if problem is not None and page.cursor is None and not problem.deviations:
            self._blocker = problem
            self._cursor = None  # the next page is unknown
            return page, fresh
        self._deferred = problem
        if page.cursor is None:
            self._done = True
            self._cursor = None
        elif self._cycle.repeats(page.cursor):
            text = f"The list repeats: page {self._pages_read} points back to an earlier page"
            self._blocker = self._error(errors.RepeatedCursorError, text, page.cursor, response)
            self._cursor = None
        else:
            self._cursor = page.cursor
            if self._empty_pages == self._bounds.max_empty:
                text = f"{self._empty_pages} pages in a row had no new item, and more follow"
                self._blocker = self._error(errors.EmptyPagesError, text, page.cursor, response)
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

    def _take_prefetched(self) -> Received[T] | None:
        prefetched, self._prefetched = self._prefetched, None
        return prefetched

    def _return_page(self, page: Page[T], fresh: list[T]) -> Page[T]:
        """Count the items of a page that is returned as received."""
        self._items_read += len(page.items)
        self._duplicates_returned += len(page.items) - len(fresh)
        return page

    def _frame_maker(
        self, name: str, fields: str | Iterable[str] | None
    ) -> Callable[[list[T]], Any]:
        """A function that makes a data frame of items. Raises before anything is sent."""
        from hikerkit.tables import frames

        frames.import_library(name.removeprefix("to_"))
        columns, shape = frames.validate_fields(fields), self._operation.shape
        first = find_class(shape).__summary__ if isinstance(shape, str) else ()

        def make(items: list[T]) -> Any:
            try:
                return getattr(frames, name)(items, columns, first)
            except BaseException:
                self.put_back(items)
                raise

        return make
