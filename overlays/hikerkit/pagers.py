"""Walks over lists: one page after another, each asked for once and handed over before the next."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, Generic, NoReturn, TypeVar

from hikerkit_api.calls import AsyncPager, Operation, Page, Pager, PagerState, Response

from hikerkit import errors
from hikerkit.facts import charged

T = TypeVar("T")

Reading = tuple[Response[Page[T]], errors.UnexpectedShapeError | None]


class Walk(PagerState[T], Generic[T]):
    """Where a walk stands and what it asks for next; it sends nothing itself."""

    def __init__(
        self,
        operation: Operation[T],
        arguments: dict[str, Any],
        limit: int | None,
        max_pages: int | None,
    ) -> None:
        assert operation.page is not None
        self._operation = operation
        self._arguments = arguments
        self._parameter = operation.page.parameter
        self._limit = limit
        self._max_pages = max_pages
        self._cursor: str | None = arguments.get(self._parameter)
        # Hashes, so that a walk of a million items holds no million cursors.
        self._asked: set[int] = set()
        self._buffer: deque[T] = deque()
        self._done = False
        self._problem: errors.HikerError | None = None
        """What keeps the walk from going on."""
        self._told: errors.HikerError | None = None
        """What is wrong with the page before, to be told once."""
        self._oddities: list[Any] = []
        self._pages_read = self._items_read = self._units = 0

    @property
    def cursor(self) -> str | None:
        return self._cursor

    @property
    def remainder(self) -> list[T]:
        return list(self._buffer)

    @property
    def oddities(self) -> list[Any]:
        return self._oddities

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

    def __reduce__(self) -> NoReturn:
        raise TypeError("a pager is walked where it was made; hand on its cursor instead")

    def __repr__(self) -> str:
        where = "at the end" if self._done else f"cursor={self._cursor!r}"
        return (
            f"<{type(self).__name__} {self._operation.id}: "
            f"{self._items_read} items of {self._pages_read} pages, {where}>"
        )

    def _full(self) -> bool:
        return self._limit is not None and self._items_read >= self._limit

    def _next_arguments(self) -> dict[str, Any] | None:
        """What to ask for, or None where the walk ends. Raises what keeps it from going on."""
        if self._full():
            return None
        if self._told is not None:
            told, self._told = self._told, None
            raise told
        if self._problem is not None:
            raise self._problem
        if self._done or (self._max_pages is not None and self._pages_read >= self._max_pages):
            return None
        if self._cursor is None:
            return self._arguments
        return {**self._arguments, self._parameter: self._cursor}

    def _take(self, reading: Reading[T]) -> Page[T]:
        """Book a page that came."""
        response, problem = reading
        page = response.result
        self._pages_read += 1
        self._units += response.units if response.units is not None else self._operation.units
        self._oddities += page.oddities
        self._asked.add(hash(self._cursor))
        if problem is not None and page.cursor is None and not problem.deviations:
            self._problem = problem
            self._cursor = None  # where the list goes on is not known
            return page
        self._told = problem
        if page.cursor is None:
            self._done = True
            self._cursor = None
        elif hash(page.cursor) in self._asked:
            self._problem = errors.RepeatedCursorError(
                f"The list goes round: page {self._pages_read} points back to a page before it",
                cursor=page.cursor,
                operation=self._operation.id,
                url=response.url,
                attempts=1,
                units=response.units,
                charged=charged(response.units),
            )
            self._cursor = None
        else:
            self._cursor = page.cursor
        return page

    def _give(self) -> T:
        item = self._buffer.popleft()
        self._items_read += 1
        return item


class SyncPager(Walk[T], Pager[T]):
    """A walk in which each page is asked for where it is needed."""

    def __init__(
        self,
        operation: Operation[T],
        arguments: dict[str, Any],
        limit: int | None,
        max_pages: int | None,
        read: Callable[[dict[str, Any]], Reading[T]],
    ) -> None:
        super().__init__(operation, arguments, limit, max_pages)
        self._read = read
        # Two threads on one pager must not pay for one page twice.
        self._lock = threading.RLock()

    def _fetch(self) -> Page[T] | None:
        arguments = self._next_arguments()
        return None if arguments is None else self._take(self._read(arguments))

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        with self._lock:
            while not self._full():
                if self._buffer:
                    return self._give()
                page = self._fetch()
                if page is None:
                    break
                self._buffer.extend(page.items)
            raise StopIteration

    def pages(self) -> Iterator[Page[T]]:
        return _Pages(self)

    def _next_page(self) -> Page[T] | None:
        with self._lock:
            page = self._fetch()
            if page is not None:
                self._items_read += len(page.items)
            return page


class _Pages(Iterator[Page[T]]):
    """No generator: one that raised is at its end, and the list would seem to be as well."""

    def __init__(self, pager: SyncPager[T]) -> None:
        self._pager = pager

    def __next__(self) -> Page[T]:
        page = self._pager._next_page()
        if page is None:
            raise StopIteration
        return page


class AsyncioPager(Walk[T], AsyncPager[T]):
    """The same, asynchronously."""

    def __init__(
        self,
        operation: Operation[T],
        arguments: dict[str, Any],
        limit: int | None,
        max_pages: int | None,
        read: Callable[[dict[str, Any]], Awaitable[Reading[T]]],
    ) -> None:
        super().__init__(operation, arguments, limit, max_pages)
        import anyio

        self._read = read
        self._lock = anyio.Lock()

    async def _fetch(self) -> Page[T] | None:
        arguments = self._next_arguments()
        return None if arguments is None else self._take(await self._read(arguments))

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        async with self._lock:
            while not self._full():
                if self._buffer:
                    return self._give()
                page = await self._fetch()
                if page is None:
                    break
                self._buffer.extend(page.items)
            raise StopAsyncIteration

    def pages(self) -> AsyncIterator[Page[T]]:
        return _AsyncPages(self)

    async def _next_page(self) -> Page[T] | None:
        async with self._lock:
            page = await self._fetch()
            if page is not None:
                self._items_read += len(page.items)
            return page


class _AsyncPages(AsyncIterator[Page[T]]):
    """The same, asynchronously."""

    def __init__(self, pager: AsyncioPager[T]) -> None:
        self._pager = pager

    async def __anext__(self) -> Page[T]:
        page = await self._pager._next_page()
        if page is None:
            raise StopAsyncIteration
        return page
