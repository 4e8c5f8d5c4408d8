"""Responses and pages, with everything received with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Generic, TypeVar

from msgspec import Struct, field, structs

T = TypeVar("T")


class Response(Struct, Generic[T], frozen=True):
    """A response of the service."""

    result: T
    """What the method itself returns."""
    body: Any
    """The complete response: a model with all fields received."""
    content: bytes
    """The bytes received, decompressed."""
    status: int
    """HTTP status."""
    headers: Mapping[str, str]
    """Response headers, names in lower case."""
    url: str
    """Request URL; it does not contain the access key."""
    units: int | None
    """Request units used: None if the service does not say, 0 for a response from the archive."""
    elapsed: float
    """Seconds between sending the request and the end of the response, when it was sent."""
    source: str
    """Where the response comes from: "wire" or "archive"."""
    received_at: datetime
    """When the service answered, in UTC."""
    _judge: Callable[[bytes], tuple[tuple[str, str], ...]] | None = None
    """Computes `deviations`."""
    _deviations: list[tuple[tuple[str, str], ...]] = field(default_factory=list)
    """Holds them once they are computed."""

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return structs.astuple(self)[:-2] == structs.astuple(other)[:-2]

    @property
    def deviations(self) -> tuple[tuple[str, str], ...]:
        """Where the response differs from its schema: JSON pointer and reason, 20 at most.

        Computed on first access.

        Raises:
            MissingExtraError: `hikerkit[strict]` is not installed.
            TypeError: The response was not made by a client.
        """
        if not self._deviations:
            if self._judge is None:
                raise TypeError("this Response was not made by a client: its schema is unknown")
            self._deviations.append(self._judge(self.content))
        return self._deviations[0]

    def __repr__(self) -> str:
        return f"<Response {self.status} {self.url} units={self.units} result={self.result!r}>"


class Page(Struct, Generic[T], frozen=True):
    """A page of a list."""

    items: list[T]
    """The items, in the order received."""
    cursor: str | None
    """Cursor of the next page; None on the last page."""
    invalid_items: list[Any]
    """Entries that are not items of the documented kind, as received."""
    response: Response[Any]
    """The response that contained the page."""
    cut: bool = False
    """Whether the service truncated the list, or says that more follows without a cursor."""
    total: int | None = None
    """Length of the complete list according to the page; None if it does not say."""

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __repr__(self) -> str:
        return f"<Page of {len(self.items)} items, {'more follow' if self.cursor else 'the last'}>"
