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
    """Progress of a pager, the same for sync and async.

    A pager is single-use: iterating again continues where it stopped, so no page is paid for twice.
    """

    @property
    @abstractmethod
    def cursor(self) -> str | None:
        """Cursor of the next page to request; None before the first page and after the last."""

    @property
    @abstractmethod
    def remainder(self) -> list[T]:
        """Items received but not yet returned, for example where a limit splits a page."""

    @property
    @abstractmethod
    def invalid_items(self) -> list[Any]:
        """Entries so far that are not items of the documented kind, as received."""

    @property
    @abstractmethod
    def done(self) -> bool:
        """Whether the service said that there are no more pages."""

    @property
    @abstractmethod
    def pages_read(self) -> int:
        """Pages received."""

    @property
    @abstractmethod
    def items_read(self) -> int:
        """Items returned."""

    @property
    @abstractmethod
    def units(self) -> int:
        """Request units used so far."""

    @property
    @abstractmethod
    def repeated(self) -> int:
        """Duplicate items, on the same page or on one of the few before it.

        Iterating over items skips them; `pages()` returns pages as received.
        """

    @property
    @abstractmethod
    def verdict(self) -> Verdict:
        """Whether the list is complete, and if not, why it ended early."""


class Pager(PagerState[T], Iterator[T]):
    """A list that is read page by page: iterate over its items, or over `pages()`."""

    @abstractmethod
    def pages(self) -> Iterator[Page[T]]:
        """The pages, one request each."""

    @abstractmethod
    def snapshot(self) -> Snapshot[T]:
        """Read the list to its end and return all items with the verdict.

        Raises:
            HikerError: As iterating does. Items received before are in `remainder`; calling
                `snapshot()` again continues after them.
        """

    @abstractmethod
    def to_pandas(self, fields: str | Iterable[str] | None = None) -> pandas.DataFrame:
        """Read the list to its end into a pandas DataFrame, one row per item; see `verdict`.

        Nested fields become flat columns such as `user.pk`; lists in them are JSON. Columns have
        nullable types: Int64, Float64, boolean or string. Integers beyond 64 bits and columns of
        mixed types become text, with all digits.

        Args:
            fields: The columns, `"pk"` or `["pk", "user.pk"]`; None for all fields received.

        Raises:
            MissingExtraError: pandas is not installed; nothing was sent.
            ArgumentError: `fields` is invalid; nothing was sent.
            HikerError: As iterating does. Items received before are in `remainder`; calling
                this again continues after them.
        """

    @abstractmethod
    def to_polars(self, fields: str | Iterable[str] | None = None) -> polars.DataFrame:
        """Like `to_pandas`, into a polars DataFrame with Int64, Float64, Boolean or String."""

    @abstractmethod
    def close(self) -> None:
        """Wait for the page requested by `prefetch`; its items are in `remainder` afterwards.

        The pager can still be used. Does nothing without `prefetch`.
        """


class AsyncPager(PagerState[T], AsyncIterator[T]):
    """A list that is read page by page: `async for` over its items, or over `pages()`."""

    @abstractmethod
    def pages(self) -> AsyncIterator[Page[T]]:
        """The pages, one request each."""

    @abstractmethod
    async def snapshot(self) -> Snapshot[T]:
        """Read the list to its end and return all items with the verdict.

        Raises:
            HikerError: As iterating does. Items received before are in `remainder`; calling
                `snapshot()` again continues after them.
        """

    @abstractmethod
    async def to_pandas(self, fields: str | Iterable[str] | None = None) -> pandas.DataFrame:
        """Read the list to its end into a pandas DataFrame, one row per item; see `verdict`.

        Nested fields become flat columns such as `user.pk`; lists in them are JSON. Columns have
        nullable types: Int64, Float64, boolean or string. Integers beyond 64 bits and columns of
        mixed types become text, with all digits.

        Args:
            fields: The columns, `"pk"` or `["pk", "user.pk"]`; None for all fields received.

        Raises:
            MissingExtraError: pandas is not installed; nothing was sent.
            ArgumentError: `fields` is invalid; nothing was sent.
            HikerError: As iterating does. Items received before are in `remainder`; calling
                this again continues after them.
        """

    @abstractmethod
    async def to_polars(self, fields: str | Iterable[str] | None = None) -> polars.DataFrame:
        """Like `to_pandas`, into a polars DataFrame with Int64, Float64, Boolean or String."""

    @abstractmethod
    async def aclose(self) -> None:
        """Wait for the page requested by `prefetch`; its items are in `remainder` afterwards.

        The pager can still be used. Does nothing without `prefetch`.
        """
