"""The operations of a spec: parameters, cost, pages, responses; the same for every language."""

from __future__ import annotations

from typing import Any, TypeAlias

import attrs

from hikerkit._utils.json_path import JsonPath, parse_pointer
from hikerkit.spec.document import Document, Json, json_media
from hikerkit.spec.errors import SpecError

Keys: TypeAlias = tuple[tuple[tuple[str, str], ...], ...]

_BODY = "$response.body#"


@attrs.frozen
class Parameter:
    """A parameter of an operation."""

    name: str
    location: str
    """Where it is: "query" or "path"."""
    required: bool
    description: str
    schema: Json
    """Its schema; a reference is resolved."""
    example: Any
    numeric: bool
    """Whether the string holds digits."""
    expects: str | None
    """What a valid value looks like, in words."""
    entity: Json
    """The kind of thing that the value names, and by which property; or nothing."""
    effect: Json
    """What the parameter changes in the response; or nothing."""
    is_list: bool
    """Whether the value is a list."""
    style: Json
    """`style` and `explode`, where the spec has them."""


@attrs.frozen
class Page:
    """How to read one page of a list, and how to request the next one."""

    parameter: str
    """The parameter that takes the cursor."""
    arguments: tuple[str, ...]
    """The other parameters that the request of the next page repeats."""
    cursor: JsonPath
    """Path to the cursor of the next page; null there ends the list."""
    items: JsonPath
    item: JsonPath
    """Path from an entry of the items to the item itself."""
    cut: JsonPath
    """Path to whether the list was truncated; like those below, empty if there is none."""
    more: JsonPath
    """Path to whether another page follows."""
    size: JsonPath
    """Path to the number of items of the page."""
    total: JsonPath
    """Path to the number of items of the list."""
    cursors: tuple[JsonPath, ...]
    """Paths to further copies of the cursor."""


@attrs.frozen
class Example:
    """A documented response."""

    body: Any
    request: Json
    """The parameters that it responds to, where they are not the examples of the parameters."""


@attrs.frozen(eq=False)
class Operation:
    """An operation."""

    id: str
    method: str
    path: str
    tags: tuple[str, ...]
    summary: str
    description: str
    deprecated: bool
    replaced_by: tuple[str, ...]
    """Ids of operations, or paths that the spec does not describe."""
    units: int
    """Request units that a call uses."""
    units_less: dict[str, int]
    """How many fewer, by the boolean parameter that has to be true."""
    parameters: tuple[Parameter, ...]
    any_of: tuple[str, ...]
    """Parameters of which at least one must be given."""
    has_body: bool
    """Whether requests have a body."""
    keys: Keys
    """Alternatives to authenticate; each is a set of locations ("header" or "query") and names."""
    responses: dict[str, Json]
    """By status; references are resolved."""
    schema: Any
    """Schema of the 200 response."""
    result: JsonPath
    """Path to the part of the response that the method returns."""
    page: Page | None
    examples: tuple[Example, ...]
    units_header: str | None
    """The response header with the units used."""


def read_operations(document: Document) -> tuple[Operation, ...]:
    """All operations, in the order of the spec. Raises SpecError."""
    if not isinstance(document.content, dict) or not document.content.get("paths"):
        raise SpecError("this is not an OpenAPI document: it has no paths")
    try:
        return tuple(_operation(document, *found) for found in document.operations())
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError) as error:
        # It was read as if it had the shape of a spec.
        about = f"{type(error).__name__}: {str(error)[:200]}"
        raise SpecError(f"this is not an OpenAPI document that can be used ({about})") from error


def _operation(document: Document, path: str, method: str, raw: Json) -> Operation:
    raw = document.dereference(raw)
    name = raw.get("operationId", f"{method} {path}")
    if "200" not in raw.get("responses", {}):
        raise SpecError(f"{name}: no 200 response")
    shared = document.dereference(document.content["paths"][path]).get("parameters", ())
    found = [_parameter(document, name, n) for n in (*shared, *raw.get("parameters", ()))]
    # A parameter of the operation replaces one of its path.
    parameters = {(p.location, p.name): p for p in found}
    names = {p.name for p in parameters.values()}
    any_of, cost = tuple(raw.get("x-any-of", ())), raw.get("x-cost", {})
    for entry in (*any_of, *cost.get("less", {})):
        if entry not in names:
            raise SpecError(f"{name}: it has no parameter {entry}")
    success = document.response(raw)
    headers = success.get("headers", {})
    return Operation(
        id=name,
        method=method.upper(),
        path=path,
        tags=tuple(raw.get("tags", ())),
        summary=str(raw.get("summary") or name),
        description=str(raw.get("description", "")),
        deprecated=bool(raw.get("deprecated")),
        replaced_by=tuple(raw.get("x-replaced-by", ())),
        units=cost.get("units", 1),
        units_less=cost.get("less", {}),
        parameters=tuple(parameters.values()),
        any_of=any_of,
        has_body="requestBody" in raw,
        keys=_keys(document, raw),
        responses={str(s): document.dereference(r) for s, r in raw["responses"].items()},
        schema=json_media(success).get("schema", {}),
        result=parse_pointer(raw.get("x-result", "")),
        page=_page(document, raw, names),
        examples=tuple(
            Example(node["value"], node.get("x-request", {}))
            for node in document.examples(raw).values()
        ),
        units_header=next(
            (h.lower() for h in headers if document.dereference(headers[h]).get("x-units")), None
        ),
    )


def _parameter(document: Document, operation: str, node: Any) -> Parameter:
    raw = document.dereference(node)
    if raw["in"] not in ("query", "path"):
        raise SpecError(
            f"{operation}: parameter {raw['name']}: only query and path parameters are supported"
        )
    schema = document.dereference(raw.get("schema", {}))
    return Parameter(
        name=raw["name"],
        location=raw["in"],
        required=bool(raw.get("required")),
        description=str(raw.get("description") or schema.get("description") or ""),
        schema=schema,
        example=raw.get("example", schema.get("example")),
        numeric=bool(schema.get("x-numeric")),
        expects=schema.get("x-expects"),
        entity=schema.get("x-entity", {}),
        effect=schema.get("x-effect", {}),
        is_list="array" in document.types(schema),
        style={word: raw[word] for word in ("style", "explode") if word in raw},
    )


def _keys(document: Document, raw: Json) -> Keys:
    schemes = document.components.get("securitySchemes", {})
    # An empty list in the operation means that it needs no key.
    alternatives = (raw if "security" in raw else document.content).get("security", ())
    found: list[tuple[tuple[str, str], ...]] = []
    for names in alternatives:
        scheme = [document.dereference(schemes.get(name, {})) for name in names]
        if any(s.get("type") != "apiKey" or s["in"] not in ("header", "query") for s in scheme):
            raise SpecError(
                f"security {', '.join(names)}: only apiKey in header or query is supported"
            )
        found.append(tuple((str(s["in"]), str(s["name"])) for s in scheme))
    return tuple(found)


def _page(document: Document, raw: Json, names: set[str]) -> Page | None:
    for node in document.response(raw).get("links", {}).values():
        link = document.dereference(node)
        if "x-page" not in link or link.get("operationId") != raw.get("operationId"):
            continue
        values = {name: str(value) for name, value in link.get("parameters", {}).items()}
        cursors = [name for name, value in values.items() if value.startswith(_BODY)]
        if len(cursors) != 1 or cursors[0] not in names:
            raise SpecError(
                f"{raw['operationId']}: its link to the next page needs one $response parameter"
            )
        page = link["x-page"]
        pointers = {word: parse_pointer(page.get(word, "")) for word in _PAGE_POINTERS}
        return Page(
            parameter=cursors[0],
            arguments=tuple(n for n in values if n != cursors[0] and n in names),
            cursor=parse_pointer(values[cursors[0]].removeprefix(_BODY)),
            items=parse_pointer(page["items"]),
            cursors=tuple(map(parse_pointer, page.get("cursors", ()))),
            **pointers,
        )
    return None


_PAGE_POINTERS = ("item", "cut", "more", "size", "total")
