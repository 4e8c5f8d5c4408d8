"""The operations of the spec, each with all that the mock needs to play it."""

from __future__ import annotations

import re
from typing import Any, TypeAlias
from urllib.parse import quote, unquote

import attrs

from hikerkit._utils.json_path import JsonPath, parse_pointer
from hikerkit.mock.operations.parameters import Parameter
from hikerkit.spec.document import Document, Json
from hikerkit.spec.errors import SpecError

Keys: TypeAlias = tuple[tuple[tuple[str, str], ...], ...]

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_BODY = "$response.body#"
_HOLE = re.compile(r"\{([^{}/]+)\}")


@attrs.frozen
class Example:
    """A documented answer."""

    body: Any
    request: Json
    """The parameters that it answers."""


@attrs.frozen
class PageLink:
    """How the pages of a list hang together."""

    cursor: Parameter
    """The parameter that takes a cursor."""
    cursor_way: JsonPath
    """Path to the next cursor in the response."""
    items: JsonPath
    item: JsonPath
    chosen_by: tuple[str, ...]
    """The parameters that say which list it is."""
    cut: JsonPath = ()
    """Path to what is true where the list was cut off."""
    more: JsonPath = ()
    """Path to whether a page follows."""
    size: JsonPath = ()
    """Path to the count of items of the page."""
    total: JsonPath = ()
    """Path to the count of items of the list."""
    cursors: tuple[JsonPath, ...] = ()
    """Paths to where the cursor stands once more."""


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
    """Ways to be let in; each is a set of places ("header" or "query") and names of keys."""
    units_header: str | None
    schema: Any
    """Schema of the response."""
    examples: tuple[Example, ...]
    """Documented answers, if any."""
    failures: dict[int, Json]
    """By status: the response as the spec has it."""
    page: PageLink | None

    def cost(self, values: Json) -> int:
        """Request units that a call with these values uses."""
        taken = {p.name: values.get(p.name, p.default) for p in self.parameters}
        less = sum(n for name, n in self.units_less.items() if taken.get(name) is True)
        return max(0, self.units - less)


def read_routes(spec: Document) -> tuple[Route, ...]:
    """All operations, paths without a parameter before those with one at the same place.

    Raises SpecError.
    """
    try:
        return _routes(spec)
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError) as error:
        # It was read as if it had the shape of a spec.
        about = f"{type(error).__name__}: {str(error)[:200]}"
        raise SpecError(f"this is no OpenAPI document that can be played ({about})") from error


def _routes(spec: Document) -> tuple[Route, ...]:
    if not isinstance(spec.content, dict) or not spec.content.get("paths"):
        raise SpecError("this is no OpenAPI document: it has no paths")
    routes = []
    for path, node in spec.content.get("paths", {}).items():
        item = spec.dereference(node)
        routes += [_route(spec, path, item, method) for method in _METHODS if method in item]
    return tuple(sorted(routes, key=lambda r: ["{" in step for step in r.path.split("/")]))


def plain_path(path: str) -> str:
    """A path of a URL with every letter escaped that may be, so that equal ones look equal."""
    return "/".join(quote(unquote(step), safe="") for step in path.split("/"))


def _route(spec: Document, path: str, item: Json, method: str) -> Route:
    raw = spec.dereference(item[method])
    name = raw.get("operationId", f"{method} {path}")
    responses = raw.get("responses", {})
    if "200" not in responses:
        raise SpecError(f"{name}: the spec has no 200 answer")
    success = spec.dereference(responses["200"])
    media = json_body(success)
    headers = success.get("headers", {})
    parameters = _parameters(spec, item, raw)
    named = {parameter.name: parameter for parameter in parameters}
    any_of = tuple(raw.get("x-any-of", ()))
    if unknown := [entry for entry in any_of if entry not in named]:
        raise SpecError(f"{name}: it has no parameter {', '.join(unknown)}")
    cost = raw.get("x-cost", {})
    return Route(
        id=name,
        method=method.upper(),
        path=path,
        pattern=_pattern(path),
        parameters=parameters,
        any_of=any_of,
        units=cost.get("units", 1),
        units_less=cost.get("less", {}),
        keys=_keys(spec, raw),
        units_header=next(
            (h.lower() for h in headers if spec.dereference(headers[h]).get("x-units")), None
        ),
        schema=media.get("schema", {}),
        examples=_examples(spec, media, parameters),
        failures={int(s): spec.dereference(r) for s, r in responses.items() if s.isdecimal()},
        page=_page(spec, raw, success, named),
    )


def _parameters(spec: Document, item: Json, raw: Json) -> tuple[Parameter, ...]:
    found = [Parameter.of(spec, node) for node in item.get("parameters", ())]
    found += [Parameter.of(spec, node) for node in raw.get("parameters", ())]
    # One of the operation stands for one of its path with the same name.
    return tuple({(p.place, p.name): p for p in found}.values())


def _pattern(path: str) -> re.Pattern[str]:
    parts = _HOLE.split(path)
    # Literal text and names of parameters take turns; groups are numbered, names may be anything.
    found = [
        "([^/]+)" if n % 2 else re.escape(quote(part, safe="/")) for n, part in enumerate(parts)
    ]
    return re.compile("".join(found))


def path_values(route: Route, match: re.Match[str]) -> dict[str, list[str]]:
    """The path parameters of a matched path."""
    names: list[str] = _HOLE.findall(route.path)
    return {name: [unquote(text)] for name, text in zip(names, match.groups(), strict=True)}


def json_body(response: Json) -> Json:
    """What a response says of its JSON."""
    content: dict[str, Json] = response.get("content", {})
    return next((body for kind, body in content.items() if "json" in kind), {})


def _examples(
    spec: Document, media: Json, parameters: tuple[Parameter, ...]
) -> tuple[Example, ...]:
    named = [spec.dereference(node) for node in media.get("examples", {}).values()]
    if "example" in media:
        named.append({"value": media["example"]})
    usual = {p.name: p.example for p in parameters if p.example is not None}
    return tuple(
        Example(node["value"], {**usual, **node.get("x-request", {})})
        for node in named
        if "value" in node
    )


def _keys(spec: Document, raw: Json) -> Keys:
    schemes = spec.content.get("components", {}).get("securitySchemes", {})
    own = "security" in raw  # an empty list there asks for no key
    ways = (raw if own else spec.content).get("security", ())
    found: list[tuple[tuple[str, str], ...]] = []
    for names in ways:
        scheme = [spec.dereference(schemes.get(name, {})) for name in names]
        if any(s.get("type") != "apiKey" or s["in"] not in ("header", "query") for s in scheme):
            raise SpecError(
                f"security {', '.join(names)}: only apiKey in header or query is played"
            )
        found.append(tuple((str(s["in"]), str(s["name"])) for s in scheme))
    return tuple(found)


def _page(spec: Document, raw: Json, success: Json, named: dict[str, Parameter]) -> PageLink | None:
    for node in success.get("links", {}).values():
        link = spec.dereference(node)
        if "x-page" not in link or link.get("operationId") != raw.get("operationId"):
            continue
        places = link.get("parameters", {}).items()
        cursors = [(name, at) for name, at in places if str(at).startswith(_BODY)]
        if len(cursors) != 1 or cursors[0][0] not in named:
            raise SpecError(f"{raw['operationId']}: its link needs one parameter for the cursor")
        name, pointer = cursors[0]
        others = [named[n] for n, _ in places if n != name and n in named]
        words = link["x-page"]
        return PageLink(
            cursor=named[name],
            cursor_way=parse_pointer(pointer.removeprefix(_BODY)),
            items=parse_pointer(words["items"]),
            item=parse_pointer(words.get("item", "")),
            # A switch says how to answer, not with which list.
            chosen_by=tuple(p.name for p in others if p.kinds != {"boolean"}),
            cut=parse_pointer(words.get("cut", "")),
            more=parse_pointer(words.get("more", "")),
            size=parse_pointer(words.get("size", "")),
            total=parse_pointer(words.get("total", "")),
            cursors=tuple(map(parse_pointer, words.get("cursors", ()))),
        )
    return None
