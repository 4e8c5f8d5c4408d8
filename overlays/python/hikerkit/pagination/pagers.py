"""Pagers: iterate over a list, requesting each page when it is needed, or one page ahead."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from hikerkit_api.core.pager import AsyncPager, Pager
from hikerkit_api.core.response import Page
from hikerkit_api.core.snapshot import Snapshot

from hikerkit.errors import HikerError
from hikerkit.pagination.progress import Reading, Received
from hikerkit.pagination.state import ListState

if TYPE_CHECKING:
    import pandas  # type: ignore[import-not-found, import-untyped, unused-ignore]
    import polars  # type: ignore[import-not-found, unused-ignore]

T = TypeVar("T")


class _PagerBase(ListState[T]):
    """What the sync and the async pager share."""

    @staticmethod
    def _new_prefetch(read: Callable[[], Any]) -> Any:
        raise NotImplementedError

    def _start_prefetch(self) -> None:
        if self._needs_prefetch():
            run, request, cursor = self._run, self._request, self._cursor
            self._prefetch = self._new_prefetch(lambda: run(request(cursor)))

    def _record_prefetch(self) -> Received[T]:
        """Record the page that was requested ahead. Raises what the request raised."""
        prefetch, self._prefetch = self._prefetch, None
        reading: Reading[T] = prefetch.result()
        return self._record_page(reading)


class SyncPager(_PagerBase[T], Pager[T]):
    """The pager of the sync client; threads may share it."""

    _new_lock = staticmethod(threading.RLock)

    @staticmethod
    def _new_prefetch(read: Callable[[], Reading[Any]]) -> Any:
        from hikerkit.pagination.prefetch import ThreadPrefetch

        return ThreadPrefetch(read)

    def _fetch(self) -> Received[T] | None:
        """The next page; None at the end."""
        if not self._has_next_page():
            return None
        try:
            if self._prefetch is not None:
                self._prefetch.wait()  # interrupted here, it is still there
                return self._record_prefetch()
            return self._record_page(self._run(self._request(self._cursor)))
        except HikerError as error:
            failure = self._record_failure(error)
            if failure is error:
                raise
            raise failure from error

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        with self._lock:
            # Inlined for speed: this runs once per item.
            while self._items_read < self._limit:
                if self._buffer:
                    self._items_read += 1
                    return self._buffer.popleft()
                received = self._take_prefetched() if self._prefetched else self._fetch()
                if received is None:
                    break
                self._buffer.extend(received[1])
                if self._bounds.prefetch:
                    self._start_prefetch()
            raise StopIteration

    def pages(self) -> Iterator[Page[T]]:
        return _Pages(self)

    def _next_page(self) -> Page[T] | None:
        with self._lock:
            received = self._take_prefetched() or self._fetch()
            if received is None:
                return None
            page = self._return_page(*received)
            self._start_prefetch()
            return page

    def snapshot(self) -> Snapshot[T]:
        with self._lock:
            snapshot, error = self.collect()
            if error is not None:
                self.put_back(snapshot.items)
                raise error
            return snapshot

    def collect(self) -> tuple[Snapshot[T], HikerError | None]:
        """All remaining items with the verdict, and the error that ended pagination."""
        before, items, problem = self._items_read, list[T](), None
        try:
            for item in self:
                items.append(item)
        except HikerError as error:
            problem = error
        except BaseException:
            self.put_back(items)
            raise
        return self._snapshot(items, before), problem

    def to_pandas(self, fields: str | Iterable[str] | None = None) -> pandas.DataFrame:
        make = self._frame_maker("to_pandas", fields)
        return make(self.snapshot().items)

    def to_polars(self, fields: str | Iterable[str] | None = None) -> polars.DataFrame:
        make = self._frame_maker("to_polars", fields)
        frame: polars.DataFrame = make(self.snapshot().items)
        return frame

    def close(self) -> None:
        with self._lock:
            if self._prefetch is not None:
                self._prefetch.wait()
                # If it failed, the next read requests the page again.
                with suppress(HikerError):
                    self._prefetched = self._record_prefetch()


class _Pages(Iterator[Page[T]]):
    """Not a generator: one that raised is finished, as if the list were at its end."""

    def __init__(self, pager: SyncPager[T]) -> None:
        self._pager = pager

    def __next__(self) -> Page[T]:
        page = self._pager._next_page()
        if page is None:
            raise StopIteration
        return page


class AsyncioPager(_PagerBase[T], AsyncPager[T]):
    """The pager of the async client; tasks may share it."""

    @staticmethod
    def _new_prefetch(read: Callable[[], Awaitable[Reading[Any]]]) -> Any:
        from hikerkit.pagination.prefetch import TaskPrefetch

        return TaskPrefetch(read)

    @staticmethod
    def _new_lock() -> Any:
        import anyio

        return anyio.Lock()

    async def _fetch(self) -> Received[T] | None:
        if not self._has_next_page():
            return None
        try:
            if self._prefetch is not None and await self._prefetch.wait():
                return self._record_prefetch()
            self._prefetch = None
            return self._record_page(await self._run(self._request(self._cursor)))
        except HikerError as error:
            failure = self._record_failure(error)
            if failure is error:
                raise
            raise failure from error

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        async with self._lock:
            # Inlined for speed: this runs once per item.
            while self._items_read < self._limit:
                if self._buffer:
                    self._items_read += 1
                    return self._buffer.popleft()
                received = self._take_prefetched() if self._prefetched else await self._fetch()
                if received is None:
                    break
                self._buffer.extend(received[1])
                if self._bounds.prefetch:
                    self._start_prefetch()
            raise StopAsyncIteration

    def pages(self) -> AsyncIterator[Page[T]]:
        return _AsyncPages(self)

    async def _next_page(self) -> Page[T] | None:
        async with self._lock:
            received = self._take_prefetched() or await self._fetch()
            if received is None:
                return None
            page = self._return_page(*received)
            self._start_prefetch()
            return page

    async def snapshot(self) -> Snapshot[T]:
        snapshot, error = await self.collect()
        if error is not None:
            self.put_back(snapshot.items)
            raise error
        return snapshot

    async def collect(self) -> tuple[Snapshot[T], HikerError | None]:
        """All remaining items with the verdict, and the error that ended pagination."""
        before, items, problem = self._items_read, list[T](), None
        try:
            async for item in self:
                items.append(item)
        except HikerError as error:
            problem = error
        except BaseException:
            self.put_back(items)
            raise
        return self._snapshot(items, before), problem

    async def to_pandas(self, fields: str | Iterable[str] | None = None) -> pandas.DataFrame:
        make = self._frame_maker("to_pandas", fields)
        return make((await self.snapshot()).items)

    async def to_polars(self, fields: str | Iterable[str] | None = None) -> polars.DataFrame:
        make = self._frame_maker("to_polars", fields)
        frame: polars.DataFrame = make((await self.snapshot()).items)
        return frame

    async def aclose(self) -> None:
        async with self._lock:
            if self._prefetch is None or not await self._prefetch.wait():
                self._prefetch = None
                return
            with suppress(HikerError):
                self._prefetched = self._record_prefetch()


class _AsyncPages(AsyncIterator[Page[T]]):
    def __init__(self, pager: AsyncioPager[T]) -> None:
        self._pager = pager

    async def __anext__(self) -> Page[T]:
        page = await self._pager._next_page()
        if page is None:
            raise StopAsyncIteration
        return page
