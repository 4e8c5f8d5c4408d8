"""Pagers: lists that are read page by page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import pandas  # type: ignore[import-not-found, import-untyped, unused-ignore]
    import polars  # type: ignore[import-not-found, unused-ignore]

    from .response import Page
    from .snapshot import Snapshot
    from .verdict import Verdict

T = TypeVar("T")


class PagerState(ABC, Generic[T]):
    """Where a walk over a list stands; the same for sync and async.

    A pager is walked once: iterating again goes on where it stood, so no page is paid for twice.
    """

    @property
    @abstractmethod
    def cursor(self) -> str | None:
        """Cursor of the next page to ask for; None before the first page and after the last."""

    @property
    @abstractmethod
    def remainder(self) -> list[T]:
        """Items that were paid for and not handed over yet, as when a limit cut a page."""

    @property
    @abstractmethod
    def invalid_items(self) -> list[Any]:
        """Entries so far that are no items of the documented kind, as they came."""

    @property
    @abstractmethod
    def done(self) -> bool:
        """Whether the service said that there is no further page."""

    @property
    @abstractmethod
    def pages_read(self) -> int:
        """Pages that were asked for and came."""

    @property
    @abstractmethod
    def items_read(self) -> int:
        """Items handed over."""

    @property
    @abstractmethod
    def units(self) -> int:
        """Request units that the pages used so far."""

    @property
    @abstractmethod
    def repeated(self) -> int:
        """Items that came a second time, on the same page or on one of the few before it.

        They are left out where items are iterated; `pages()` hands over pages as they came.
        """

    @property
    @abstractmethod
    def verdict(self) -> Verdict:
        """Whether the list is complete, and if not, what cut it off."""


class Pager(PagerState[T], Iterator[T]):
    """A list that is read page by page. Iterate for items, or `pages()` for pages."""

    @abstractmethod
    def pages(self) -> Iterator[Page[T]]:
        """The pages, one request each."""

    @abstractmethod
    def snapshot(self) -> Snapshot[T]:
        """Walk to the end; all items and the verdict.

        Raises HikerError as iterating does; what came until then is in `remainder`, and the next
        `snapshot()` goes on after it.
        """

    @abstractmethod
    def to_pandas(self, fields: str | Iterable[str] | None = None) -> pandas.DataFrame:
        """Walk to the end; a table of pandas, a row an item. `verdict` says whether it is complete.

        Nested fields are flat columns, such as `user.pk`; lists in them are JSON. Each column has
        one type that knows missing values: Int64, Float64, boolean or string. Integers that pass
        64 bits and what changed its type are text, digit for digit.

        Args:
            fields: The columns, `"pk"` or `["pk", "user.pk"]`; None for all that came.

        Raises:
            MissingExtraError: pandas is not installed; nothing was sent.
            ArgumentError: `fields` is wrong; nothing was sent.
            HikerError: As iterating does; what came until then is in `remainder`, and the next
                call goes on after it.
        """

    @abstractmethod
    def to_polars(self, fields: str | Iterable[str] | None = None) -> polars.DataFrame:
        """The same as a table of polars, its columns Int64, Float64, Boolean or String."""

    @abstractmethod
    def close(self) -> None:
        """Wait for the page that `prefetch` asked for ahead; its items are in `remainder` then.

        The pager can be walked on. Without `prefetch` there is nothing to do.
        """


class AsyncPager(PagerState[T], AsyncIterator[T]):
    """A list that is read page by page. `async for` gives items, `pages()` pages."""

    @abstractmethod
    def pages(self) -> AsyncIterator[Page[T]]:
        """The pages, one request each."""

    @abstractmethod
    async def snapshot(self) -> Snapshot[T]:
        """Walk to the end; all items and the verdict.

        Raises HikerError as iterating does; what came until then is in `remainder`, and the next
        `snapshot()` goes on after it.
        """

    @abstractmethod
    async def to_pandas(self, fields: str | Iterable[str] | None = None) -> pandas.DataFrame:
        """Walk to the end; a table of pandas, a row an item. `verdict` says whether it is complete.

        Nested fields are flat columns, such as `user.pk`; lists in them are JSON. Each column has
        one type that knows missing values: Int64, Float64, boolean or string. Integers that pass
        64 bits and what changed its type are text, digit for digit.

        Args:
            fields: The columns, `"pk"` or `["pk", "user.pk"]`; None for all that came.

        Raises:
            MissingExtraError: pandas is not installed; nothing was sent.
            ArgumentError: `fields` is wrong; nothing was sent.
            HikerError: As iterating does; what came until then is in `remainder`, and the next
                call goes on after it.
        """

    @abstractmethod
    async def to_polars(self, fields: str | Iterable[str] | None = None) -> polars.DataFrame:
        """The same as a table of polars, its columns Int64, Float64, Boolean or String."""

    @abstractmethod
    async def aclose(self) -> None:
        """Wait for the page that `prefetch` asked for ahead; its items are in `remainder` then.

        The pager can be walked on. Without `prefetch` there is nothing to do.
        """
