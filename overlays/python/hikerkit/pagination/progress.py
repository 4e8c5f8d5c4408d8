"""Progress of a list: what was read, what is left, and the verdict."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, NoReturn, TypeVar

from hikerkit_api.core.operation import Operation
from hikerkit_api.core.pager import PagerState
from hikerkit_api.core.response import Page, Response
from hikerkit_api.core.snapshot import Snapshot
from hikerkit_api.core.verdict import Cut, Verdict
from msgspec import structs

from hikerkit.errors import HikerError, UnexpectedShapeError
from hikerkit.pagination.bounds import Bounds
from hikerkit.pagination.cycle import CycleDetector
from hikerkit.pagination.dedupe import Overlaps

T = TypeVar("T")

Reading = tuple[Response[Page[T]], UnexpectedShapeError | None]
"""A page, and a problem with it that does not keep its items from being used."""
Received = tuple[Page[T], list[T]]
"""A page that was recorded, and the items on it that are new."""


class ListProgress(PagerState[T], Generic[T]):
    """Counts what was read of one list, and judges whether it is complete."""

    def __init__(
        self,
        operation: Operation[T],
        start: Any,
        bounds: Bounds,
        request: Callable[[str | None], Any],
        run: Callable[[Any], Any],
    ) -> None:
        """`request` makes a flow that gives the page at a cursor, or the first; `run` drives it."""
        self._operation = operation
        self._bounds = bounds
        self._limit: float = math.inf if bounds.limit is None else bounds.limit
        self._max_pages: float = math.inf if bounds.max_pages is None else bounds.max_pages
        self._request, self._run = request, run
        self._lock = self._new_lock()
        """Keeps concurrent users of one pager from paying for a page twice."""
        self._start = None if start in (None, "") else str(start)
        self._cursor: str | None = start
        self._cycle = CycleDetector(self._start)
        self._overlaps = Overlaps(operation.shape)
        self._buffer: deque[T] = deque()
        self._prefetch: Any = None
        """The request for the next page, if it was sent ahead."""
        self._prefetched: Received[T] | None = None
        """A page that was received ahead and not yet returned."""
        self._done = False
        self._blocker: HikerError | None = None
        """Why the list cannot be continued."""
        self._deferred: HikerError | None = None
        """A problem with the last page, raised once its items have been returned."""
        self._failure: tuple[Cut, str] | None = None
        """The last error that was raised, until a page is received after it."""
        self._invalid_items: list[Any] = []
        self._pages_read = self._items_read = self._units = 0
        self._repeated = self._duplicates_returned = self._empty_pages = 0
        self._capped = self._replayed = False
        self._expected = bounds.expected

    @staticmethod
    def _new_lock() -> Any:
        raise NotImplementedError

    @property
    def cursor(self) -> str | None:
        return self._cursor

    @property
    def remainder(self) -> list[T]:
        return [*self._buffer, *(self._prefetched[1] if self._prefetched else ())]

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
        finished, cut, error = self._ending()
        facts: dict[str, Any] = {
            "items": self._items_read - self._duplicates_returned,
            "pages": self._pages_read,
            "expected": self._expected,
            "capped": self._capped,
            "start": self._start,
            "cursor": self._cursor,
            "error": error,
            "repeated": self._repeated,
            "invalid_items": len(self._invalid_items),
        }
        return Verdict.of(cut, **facts) if finished else Verdict(complete=None, **facts)

    def _ending(self) -> tuple[bool, Cut | None, str | None]:
        """Whether pagination is finished, what cut the list off, and the error as text."""
        if self._failure is not None:
            return True, *self._failure
        unread = bool(self._buffer or self._prefetched)
        if self._items_read >= self._limit and (unread or not self._done):
            return True, "limit", None
        if unread or self._deferred is not None:
            return False, None, None
        if self._blocker is not None:
            return True, self._blocker.cut, describe_error(self._blocker)
        if self._done:
            return True, None, None
        out_of_pages = self._pages_read >= self._max_pages
        return (True, "max_pages", None) if out_of_pages else (False, None, None)

    def put_back(self, items: list[T]) -> None:
        """Take back items that did not reach the caller."""
        self._buffer.extendleft(reversed(items))
        self._items_read -= len(items)

    def _snapshot(self, items: list[T], read_before: int) -> Snapshot[T]:
        """A snapshot of these items; `read_before`: items returned before them."""
        verdict = self.verdict
        if read_before:
            cut = verdict.cut_by or "start"
            verdict = structs.replace(verdict, complete=False, cut_by=cut, items=len(items))
        return Snapshot(items, verdict)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a pager cannot be pickled; pass on its cursor instead")

    def __repr__(self) -> str:
        where = "at the end" if self._done else f"cursor={self._cursor!r}"
        return (
            f"<{type(self).__name__} {self._operation.id}: "
            f"{self._items_read} items of {self._pages_read} pages, {where}>"
        )


def describe_error(error: HikerError) -> str:
    """The error in one line."""
    return f"{type(error).__name__}: {error}"
