"""Pagers: walks over lists, one page after another, each handed over before the next is needed."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from hikerkit_api.core.operation import Operation
from hikerkit_api.core.pager import AsyncPager, Pager
from hikerkit_api.core.response import Page
from hikerkit_api.core.snapshot import Snapshot

from hikerkit import errors
from hikerkit.pagination.prefetch import TaskPrefetch, ThreadPrefetch
from hikerkit.pagination.state import Bounds, ListState, Reading

if TYPE_CHECKING:
    import pandas  # type: ignore[import-not-found, import-untyped, unused-ignore]
    import polars  # type: ignore[import-not-found, unused-ignore]

T = TypeVar("T")


class SyncPager(ListState[T], Pager[T]):
    """A walk in which each page is asked for where it is needed, or one page ahead."""

    def __init__(
        self,
        operation: Operation[T],
        arguments: dict[str, Any],
        bounds: Bounds,
        read: Callable[[dict[str, Any]], Reading[T]],
    ) -> None:
        super().__init__(operation, arguments, bounds)
        self._read = read
        self._ahead: ThreadPrefetch[Reading[T]] | None = None
        # Two threads on one pager must not pay for one page twice.
        self._lock = threading.RLock()

    def _fetch(self) -> tuple[Page[T], list[T]] | None:
        """The next page, and the items on it that are new."""
        arguments = self._next_arguments()
        if arguments is None:
            return None
        try:
            if self._ahead is None:
                return self._take(self._read(arguments))
            return self._take(self._arrived(self._ahead))
        except errors.HikerError as error:
            told = self._noted(error)
            if told is error:
                raise
            raise told from error

    def _arrived(self, ahead: ThreadPrefetch[Reading[T]]) -> Reading[T]:
        ahead.wait()  # interrupted here, it is still there
        self._ahead = None
        return ahead.result()

    def _look_ahead(self) -> None:
        arguments = self._arguments_ahead()
        if arguments is not None and self._ahead is None:
            read = self._read
            self._ahead = ThreadPrefetch(lambda: read(arguments))

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        with self._lock:
            # Every item comes through here: what could be a method stands in line.
            while self._items_read < self._most:
                if self._buffer:
                    self._items_read += 1
                    return self._buffer.popleft()
                found = self._take_spare() or self._fetch()
                if found is None:
                    break
                self._buffer.extend(found[1])
                self._look_ahead()
            raise StopIteration

    def pages(self) -> Iterator[Page[T]]:
        return _Pages(self)

    def _next_page(self) -> Page[T] | None:
        with self._lock:
            found = self._take_spare() or self._fetch()
            if found is None:
                return None
            page = self._give_page(*found)
            self._look_ahead()
            return page

    def snapshot(self) -> Snapshot[T]:
        with self._lock:
            made, error = self.collected()
            if error is not None:
                self.put_back(made.items)
                raise error
            return made

    def to_pandas(self, fields: str | Iterable[str] | None = None) -> pandas.DataFrame:
        return self._framed("to_pandas", fields)

    def to_polars(self, fields: str | Iterable[str] | None = None) -> polars.DataFrame:
        made: polars.DataFrame = self._framed("to_polars", fields)
        return made

    def _framed(self, name: str, fields: str | Iterable[str] | None) -> Any:
        make = self._frame_maker(name, fields)
        return make(self.snapshot().items)

    def collected(self) -> tuple[Snapshot[T], errors.HikerError | None]:
        """All items to come and the verdict, and the error that ended the walk."""
        before, items, problem = self._items_read, list[T](), None
        try:
            for item in self:
                items.append(item)
        except errors.HikerError as error:
            problem = error
        except BaseException:
            self.put_back(items)
            raise
        return self._snapshot(items, before), problem

    def close(self) -> None:
        with self._lock:
            if self._ahead is not None:
                # Where it failed, whoever goes on asks for it again.
                with suppress(errors.HikerError):
                    self._spare = self._take(self._arrived(self._ahead))


class _Pages(Iterator[Page[T]]):
    """No generator: one that raised is at its end, and the list would seem to be as well."""

    def __init__(self, pager: SyncPager[T]) -> None:
        self._pager = pager

    def __next__(self) -> Page[T]:
        page = self._pager._next_page()
        if page is None:
            raise StopIteration
        return page


class AsyncioPager(ListState[T], AsyncPager[T]):
    """The same, asynchronously."""

    def __init__(
        self,
        operation: Operation[T],
        arguments: dict[str, Any],
        bounds: Bounds,
        read: Callable[[dict[str, Any]], Awaitable[Reading[T]]],
    ) -> None:
        super().__init__(operation, arguments, bounds)
        import anyio

        self._read = read
        self._ahead: TaskPrefetch[Reading[T]] | None = None
        self._lock = anyio.Lock()

    async def _fetch(self) -> tuple[Page[T], list[T]] | None:
        arguments = self._next_arguments()
        if arguments is None:
            return None
        try:
            if self._ahead is not None and await self._ahead.wait():
                return self._take(self._arrived(self._ahead))
            self._ahead = None
            return self._take(await self._read(arguments))
        except errors.HikerError as error:
            told = self._noted(error)
            if told is error:
                raise
            raise told from error

    def _arrived(self, ahead: TaskPrefetch[Reading[T]]) -> Reading[T]:
        self._ahead = None
        return ahead.result()

    def _look_ahead(self) -> None:
        arguments = self._arguments_ahead()
        if arguments is not None and self._ahead is None:
            read = self._read
            self._ahead = TaskPrefetch(lambda: read(arguments))

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        async with self._lock:
            # Every item comes through here: what could be a method stands in line.
            while self._items_read < self._most:
                if self._buffer:
                    self._items_read += 1
                    return self._buffer.popleft()
                found = self._take_spare() or await self._fetch()
                if found is None:
                    break
                self._buffer.extend(found[1])
                self._look_ahead()
            raise StopAsyncIteration

    def pages(self) -> AsyncIterator[Page[T]]:
        return _AsyncPages(self)

    async def _next_page(self) -> Page[T] | None:
        async with self._lock:
            found = self._take_spare() or await self._fetch()
            if found is None:
                return None
            page = self._give_page(*found)
            self._look_ahead()
            return page

    async def snapshot(self) -> Snapshot[T]:
        made, error = await self.collected()
        if error is not None:
            self.put_back(made.items)
            raise error
        return made

    async def to_pandas(self, fields: str | Iterable[str] | None = None) -> pandas.DataFrame:
        return await self._framed("to_pandas", fields)

    async def to_polars(self, fields: str | Iterable[str] | None = None) -> polars.DataFrame:
        made: polars.DataFrame = await self._framed("to_polars", fields)
        return made

    async def _framed(self, name: str, fields: str | Iterable[str] | None) -> Any:
        make = self._frame_maker(name, fields)
        return make((await self.snapshot()).items)

    async def collected(self) -> tuple[Snapshot[T], errors.HikerError | None]:
        """All items to come and the verdict, and the error that ended the walk."""
        before, items, problem = self._items_read, list[T](), None
        try:
            async for item in self:
                items.append(item)
        except errors.HikerError as error:
            problem = error
        except BaseException:
            self.put_back(items)
            raise
        return self._snapshot(items, before), problem

    async def aclose(self) -> None:
        async with self._lock:
            if self._ahead is None or not await self._ahead.wait():
                self._ahead = None
                return
            with suppress(errors.HikerError):
                self._spare = self._take(self._arrived(self._ahead))


class _AsyncPages(AsyncIterator[Page[T]]):
    """The same, asynchronously."""

    def __init__(self, pager: AsyncioPager[T]) -> None:
        self._pager = pager

    async def __anext__(self) -> Page[T]:
        page = await self._pager._next_page()
        if page is None:
            raise StopAsyncIteration
        return page
