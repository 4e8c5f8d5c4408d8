"""The operations of the spec, prepared for the mock: patterns of paths, compiled parameters."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, unquote

import attrs

from hikerkit.mock.operations.parameters import Parameter
from hikerkit.spec.document import Document, Json
from hikerkit.spec.extensions import refuse_unknown
from hikerkit.spec.operations import Example, Keys, Operation, Page, read_operations
from hikerkit.spec.service import fault_fields

_PLACEHOLDER = re.compile(r"\{([^{}/]+)\}")


@attrs.frozen
class PageLink:
    """How the pages of a list are linked."""

    cursor: Parameter
    """The parameter that takes a cursor."""
    chosen_by: tuple[str, ...]
    """The parameters that say which list it is."""
    page: Page
    """Where the parts of a page are."""


@attrs.frozen(eq=False)
class Route:
    """One operation."""

    id: str
    method: str
    path: str
    pattern: re.Pattern[str]
    parameters: tuple[Parameter, ...]
    any_of: tuple[str, ...]
    units: int
    units_less: dict[str, int]
    keys: Keys
    """Alternatives to authenticate; each is a set of locations ("header" or "query") and names."""
    units_header: str | None
    schema: Any
    """Schema of the response."""
    examples: tuple[Example, ...]
    """Documented responses, each with all the parameters of its request."""
    failures: dict[int, Json]
    """By status: the response as the spec has it."""
    page: PageLink | None

    def cost(self, values: Json) -> int:
        """Request units that a call with these values uses."""
        given = {p.name: values.get(p.name, p.default) for p in self.parameters}
        less = sum(n for name, n in self.units_less.items() if given.get(name) is True)
        return max(0, self.units - less)


def read_routes(spec: Document) -> tuple[Route, ...]:
    """All operations; paths without a placeholder come before those with one at the same place.

    Raises SpecError.
    """
    operations = read_operations(spec)
    refuse_unknown(spec.content)
    fields = fault_fields(spec)
    routes = [_route(spec, operation, fields) for operation in operations]
    return tuple(sorted(routes, key=lambda r: ["{" in step for step in r.path.split("/")]))


def plain_path(path: str) -> str:
    """A path of a URL with every character escaped that may be, so that equal paths are equal."""
    return "/".join(quote(unquote(step), safe="") for step in path.split("/"))


def path_values(route: Route, match: re.Match[str]) -> dict[str, list[str]]:
    """The path parameters of a matched path."""
    names: list[str] = _PLACEHOLDER.findall(route.path)
    return {name: [unquote(text)] for name, text in zip(names, match.groups(), strict=True)}


def _route(spec: Document, operation: Operation, fields: dict[str, str]) -> Route:
    parameters = tuple(Parameter.compile(spec, p, fields) for p in operation.parameters)
    usual = {p.name: p.example for p in parameters if p.example is not None}
    return Route(
        id=operation.id,
        method=operation.method,
        path=operation.path,
        pattern=_pattern(operation.path),
        parameters=parameters,
        any_of=operation.any_of,
        units=operation.units,
        units_less=operation.units_less,
        keys=operation.keys,
        units_header=operation.units_header,
        schema=operation.schema,
        examples=tuple(Example(e.body, {**usual, **e.request}) for e in operation.examples),
        failures={int(s): r for s, r in operation.responses.items() if s.isdecimal()},
        page=_page(operation, {p.name: p for p in parameters}),
    )


def _page(operation: Operation, named: dict[str, Parameter]) -> PageLink | None:
    page = operation.page
    if page is None:
        return None
    # A switch says how to respond, not with which list.
    chosen_by = tuple(name for name in page.arguments if named[name].types != {"boolean"})
    return PageLink(cursor=named[page.parameter], chosen_by=chosen_by, page=page)


def _pattern(path: str) -> re.Pattern[str]:
    # Literal text and names alternate; groups have numbers, because a name may be anything.
    parts = [
        "([^/]+)" if number % 2 else re.escape(quote(part, safe="/"))
        for number, part in enumerate(_PLACEHOLDER.split(path))
    ]
    return re.compile("".join(parts))
