"""Responses and pages, with everything that came with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct, field, structs

if TYPE_CHECKING:
    from datetime import datetime

T = TypeVar("T")


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
