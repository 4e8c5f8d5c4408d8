"""What passes between the generated methods and whoever carries a call out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypedDict, TypeVar

from msgspec import Struct, field, structs

from .types import Model, Shape

if TYPE_CHECKING:
    import pandas  # type: ignore[import-not-found, import-untyped, unused-ignore]
    import polars  # type: ignore[import-not-found, unused-ignore]

    from .verdict import Snapshot, Verdict


T = TypeVar("T")


class CallOptions(TypedDict, total=False):
    """Options that every call takes, by name."""

    timeout: float | None
    """Seconds to wait for the connection and for each part of the response; None waits for ever."""
    deadline: float | None
    """Seconds over all attempts, pauses and waits of the call; of a list, for each page."""
    strict: bool
    """Raise for a response that breaks its schema anywhere, instead of handing it over as it came."""
    max_age: float | timedelta | None
    """Seconds (or a timedelta) until a response of the archive is too old; None for never."""
    refresh: bool
    """Ask, and pay, again for what the archive has; the new answer takes the old one's place."""
    max_units: int
    """Units that the call may spend, its retries among them; of a list, all its pages together."""


class Parameter(Struct, frozen=True):
    """One argument of an operation, and what a right value is."""

    name: str
    """Its name in the request."""
    argument: str
    """Its name as a Python argument."""
    location: str
    """Where it goes: "query" or "path"."""
    kind: str
    """JSON type: string, integer, number, boolean or array."""
    description: str
    required: bool = False
    positional: bool = False
    """Whether it may be given by position."""
    default: Any = None
    """What the service takes it for when it is not sent."""
    example: Any = None
    expects: str | None = None
    """What a right value looks like, in words."""
    numeric: bool = False
    """Digits in a string: an int will do as well."""
    choices: tuple[Any, ...] = ()
    items_kind: str | None = None
    """JSON type of the entries of an array; its choices are theirs as well."""
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    names_a: str | None = None
    """What sort of thing its value names, for example an account."""
    named_by: str | None = None
    """What it names it by: "id" or "name"."""


class PageShape(Struct, frozen=True):
    """Where a page keeps its items and its cursor."""

    parameter: str
    """Python argument that takes a cursor."""
    cursor: tuple[str, ...]
    """Way to the next cursor in the response; null there ends the list."""
    items: tuple[str, ...]
    """Way to the array of items."""
    item: tuple[str, ...] = ()
    """Way from an entry of that array to the item itself."""
    cut: tuple[str, ...] = ()
    """Way to what is true where the service cut the list off; empty where nothing says so."""
    total: tuple[str, ...] = ()
    """Way to the count of items of the whole list; empty where nothing says so."""
    more: tuple[str, ...] = ()
    """Way to what is true where a page follows; empty where only the cursor says so."""


class Operation(Struct, Generic[T], frozen=True):
    """One operation of the service; `T` is what a caller gets (of a list: one item)."""

    id: str
    resource: str
    name: str
    method: str
    path: str
    summary: str
    description: str
    body: Shape | None
    """Model of the complete response."""
    shape: Shape | None
    """Model of what a caller gets."""
    result: tuple[str, ...] = ()
    """Way from the whole answer to what a caller gets."""
    parameters: tuple[Parameter, ...] = ()
    any_of: tuple[str, ...] = ()
    """Python arguments of which at least one must be given."""
    units: int = 1
    """Request units that a call uses."""
    units_less: Mapping[str, int] = field(default_factory=dict)
    """How many fewer when this boolean argument is true."""
    deprecated: str | None = None
    """What to call instead, in words."""
    page: PageShape | None = None

    def cost(self, arguments: Mapping[str, Any]) -> int:
        """Request units that a call with these arguments uses, as far as the spec knows."""
        less = sum(n for name, n in self.units_less.items() if arguments.get(name) is True)
        return max(0, self.units - less)


class Response(Struct, Generic[T], frozen=True):
    """One answer of the service, with all that came with it."""

    result: T
    """What the method itself returns."""
    body: Any
    """The complete response: a model, with every field that came."""
    content: bytes
    """The bytes of the response, decompressed, as they came."""
    status: int
    """HTTP status."""
    headers: Mapping[str, str]
    """Response headers, names in lower case."""
    url: str
    """URL that was asked; the key is not in it."""
    units: int | None
    """Request units that the service says the call used; None where it does not say, 0 where
    the response comes from the archive."""
    elapsed: float
    """Seconds from sending to the end of the response, when it was sent."""
    source: str
    """Where the response comes from: "wire" or "archive"."""
    received_at: datetime
    """When it came off the wire, in UTC."""
    _judge: Callable[[bytes], tuple[tuple[str, str], ...]] | None = None
    """Finds what `deviations` says; whoever carries calls out hands it in."""
    _deviations: list[tuple[tuple[str, str], ...]] = field(default_factory=list)
    """What it found, once it was asked."""

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return structs.astuple(self)[:-2] == structs.astuple(other)[:-2]

    @property
    def deviations(self) -> tuple[tuple[str, str], ...]:
        """Places of the response that are not as documented: JSON pointer and reason, 20 at most.

        Found when it is first asked for. Raises MissingExtraError without `hikerkit[strict]`.
        """
        if not self._deviations:
            if self._judge is None:
                raise TypeError("this Response was made by hand: nothing here knows its schema")
            self._deviations.append(self._judge(self.content))
        return self._deviations[0]

    def __repr__(self) -> str:
        return f"<Response {self.status} {self.url} units={self.units} result={self.result!r}>"


class Page(Struct, Generic[T], frozen=True):
    """One page of a list."""

    items: list[T]
    """The items, in the order in which they came."""
    cursor: str | None
    """Cursor of the page after this one; None on the last."""
    invalid_items: list[Any]
    """Entries of the page that are no items of the documented kind, as they came."""
    response: Response[Any]
    """The response that the page came in."""
    cut: bool = False
    """Whether the page says that the service shows a part of the list only, or that more follows
    and does not say where."""
    announced: int | None = None
    """Items of the whole list, as the page says; None where it does not."""

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __repr__(self) -> str:
        return f"<Page of {len(self.items)} items, {'more follow' if self.cursor else 'the last'}>"


class ListOptions(Struct, frozen=True):
    """How far a walk goes, and how."""

    limit: int | None = None
    """Items to hand over at most; None for all."""
    max_pages: int | None = None
    """Pages to ask for at most; None for all."""
    max_empty: int | None = 10
    """Pages in a row without a new item after which the walk ends; None for never."""
    expected: int | Model | None = None
    """Length that the list ought to have, or the profile that says it."""
    prefetch: int = 0
    """Pages to ask for before they are needed: 0 or 1."""


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


class Caller(Protocol):
    """Carries calls out."""

    def call(
        self, operation: Operation[T], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Response[T]:
        """Ask once."""

    def page(
        self, operation: Operation[T], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Response[Page[T]]:
        """Ask for one page."""

    def walk(
        self,
        operation: Operation[T],
        arguments: dict[str, Any],
        options: Mapping[str, Any],
        how: ListOptions,
    ) -> Pager[T]:
        """A pager; nothing is asked for yet."""


class AsyncCaller(Protocol):
    """Carries calls out, asynchronously."""

    def call(
        self, operation: Operation[T], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Awaitable[Response[T]]:
        """Ask once."""

    def page(
        self, operation: Operation[T], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Awaitable[Response[Page[T]]]:
        """Ask for one page."""

    def walk(
        self,
        operation: Operation[T],
        arguments: dict[str, Any],
        options: Mapping[str, Any],
        how: ListOptions,
    ) -> AsyncPager[T]:
        """A pager; nothing is asked for yet."""
