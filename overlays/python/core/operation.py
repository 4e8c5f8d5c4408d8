"""Operations of the service: their parameters, their pages, what a call costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct, field

if TYPE_CHECKING:
    from .views import Shape

T = TypeVar("T")


class Parameter(Struct, frozen=True):
    """A parameter of an operation and its constraints."""

    name: str
    """Name in the request."""
    argument: str
    """Name of the Python argument."""
    location: str
    """Where it is sent: "query" or "path"."""
    kind: str
    """JSON type: string, integer, number, boolean or array."""
    description: str
    required: bool = False
    positional: bool = False
    """Whether the argument may be passed by position."""
    default: Any = None
    """Value that the service assumes if none is sent."""
    example: Any = None
    expects: str | None = None
    """Description of a valid value, for error messages."""
    numeric: bool = False
    """Whether the string consists of digits, so that an int is accepted too."""
    choices: tuple[Any, ...] = ()
    """Allowed values; of an array, those of its items."""
    items_kind: str | None = None
    """JSON type of an array's items."""
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    names_a: str | None = None
    """Kind of entity that the value identifies, for example an account."""
    named_by: str | None = None
    """How the value identifies it: by "id" or by "name"."""


class PageShape(Struct, frozen=True):
    """Where a page holds its items, its cursor and what it says about the list."""

    parameter: str
    """Python argument that takes a cursor."""
    cursor: tuple[str, ...]
    """Path of the next cursor in the response; null there means the last page."""
    items: tuple[str, ...]
    """Path of the array of items."""
    item: tuple[str, ...] = ()
    """Path of the item within an entry of that array."""
    cut: tuple[str, ...] = ()
    """Path of the flag that says that the list is truncated; empty if there is none."""
    total: tuple[str, ...] = ()
    """Path of the length of the complete list; empty if there is none."""
    more: tuple[str, ...] = ()
    """Path of the flag that says that another page follows; empty if there is none."""


class Operation(Struct, Generic[T], frozen=True):
    """An operation of the service; `T` is the type of its result, or of an item of its list."""

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
    """Model of the result, or of an item."""
    result: tuple[str, ...] = ()
    """Path of the result in the response."""
    parameters: tuple[Parameter, ...] = ()
    any_of: tuple[str, ...] = ()
    """Python arguments of which at least one is required."""
    units: int = 1
    """Request units that a call uses."""
    units_less: Mapping[str, int] = field(default_factory=dict)
    """Units saved when a boolean argument is true, by argument."""
    deprecated: str | None = None
    """Deprecation message that names the replacement."""
    page: PageShape | None = None

    def cost(self, arguments: Mapping[str, Any]) -> int:
        """Request units that a call with these arguments uses, according to the spec."""
        less = sum(n for name, n in self.units_less.items() if arguments.get(name) is True)
        return max(0, self.units - less)
