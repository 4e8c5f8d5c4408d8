"""Operations of the service: their parameters, their pages, what a call costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct, field

if TYPE_CHECKING:
    from .model import Shape

T = TypeVar("T")


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
