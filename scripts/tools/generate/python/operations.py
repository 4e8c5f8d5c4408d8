"""What the templates see of an operation and its parameters."""

from __future__ import annotations

import keyword

from openapi_python_client.parser.openapi import Endpoint, GeneratorData
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol as Property

from hikerkit.spec.document import Document, Json, listed
from hikerkit.spec.errors import SpecError
from hikerkit.spec.operations import Operation, Page, Parameter
from scripts.tools.generate.python.types import Types, json_name, python_name, refuse_twins
from scripts.tools.generate.text import reflow

# Arguments that every method, or the code in it, has already.
RESERVED_ARGUMENTS = {
    "self", "limit", "max_pages", "max_empty", "expected", "prefetch", "timeout", "strict",
    "deadline", "max_units", "max_age", "refresh", "options", "arguments", "list_options",
}  # fmt: skip
# What a client has besides its resources.
RESERVED_RESOURCES = {
    "archive", "budget", "close", "aclose", "estimates", "gather", "usage", "with_response", "mock",
}  # fmt: skip
# Keywords of a parameter's schema that the client checks or may leave unchecked.
KNOWN_KEYWORDS = {
    "type", "format", "pattern", "minimum", "maximum", "minLength", "maxLength", "enum", "default",
    "description", "example", "examples", "items", "x-numeric", "x-expects",
    "x-entity", "x-effect",
}  # fmt: skip


class ParameterView:
    """One argument of an operation."""

    def __init__(
        self, document: Document, types: Types, raw: Parameter, prop: Property, positional: bool
    ) -> None:
        schema = raw.schema
        _refuse_unchecked(raw)
        kinds = [kind for kind in listed(schema.get("type", "string")) if kind != "null"]
        inner = document.dereference(schema.get("items", {}))
        low, high = schema.get("minimum"), schema.get("maximum")
        if schema.get("format") == "int32":
            low = -(2**31) if low is None else low
            high = 2**31 - 1 if high is None else high
        self.name = raw.name
        self.argument = python_name(self.name, RESERVED_ARGUMENTS)
        self.required = raw.required
        self.positional = positional
        self.description = reflow(raw.description)
        declared = types.name(prop).removesuffix(" | None")
        self.type = f"{declared} | int" if raw.numeric else declared
        if isinstance(prop, ListProperty):
            self.type = self.type.replace("list[", "Sequence[", 1)
        values = {
            "name": self.name,
            "argument": self.argument,
            "location": raw.location,
            "kind": kinds[0],
            "description": self.description,
            "required": self.required or None,
            "positional": positional or None,
            "default": schema.get("default"),
            "example": raw.example,
            "expects": raw.expects,
            "numeric": raw.numeric or None,
            "choices": tuple((inner or schema)["enum"]) if "enum" in (inner or schema) else None,
            "items_kind": inner.get("type"),
            "pattern": schema.get("pattern"),
            "minimum": low,
            "maximum": high,
            "min_length": schema.get("minLength"),
            "max_length": schema.get("maxLength"),
            "names_a": raw.entity.get("kind"),
            "named_by": raw.entity.get("by"),
        }
        self.fields = [(key, value) for key, value in values.items() if value is not None]


class OperationView:
    """One operation: what its module and its methods are generated from."""

    def __init__(
        self, document: Document, types: Types, endpoint: Endpoint, raw: Operation
    ) -> None:
        self.id = raw.id
        self.module = str(endpoint.name)
        self.tag = str(endpoint.tags[0])
        self.resource, self.name = _method_name(raw)
        self.method, self.path = raw.method, raw.path
        self.summary = raw.summary.rstrip(".")
        self.description = reflow(raw.description)
        self.deprecated = _deprecation(raw)
        self.units = raw.units
        self._fill_parameters(document, types, endpoint, raw)
        self._fill_response(types, endpoint, raw)
        self.units_less = {self._argument(name): n for name, n in raw.units_less.items()}

    def _fill_parameters(
        self, document: Document, types: Types, endpoint: Endpoint, raw: Operation
    ) -> None:
        props = {json_name(p): p for p in [*endpoint.path_parameters, *endpoint.query_parameters]}
        views = [
            ParameterView(document, types, p, props[p.name], p.required or p.name in raw.any_of[:1])
            for p in raw.parameters
        ]
        # Python wants required ones first.
        self.parameters = sorted(views, key=lambda p: (not p.required, not p.positional))
        refuse_twins(self.id, [p.argument for p in self.parameters])
        self.any_of = tuple(self._argument(name) for name in raw.any_of)

    def _fill_response(self, types: Types, endpoint: Endpoint, raw: Operation) -> None:
        response = next(
            (r.prop for r in endpoint.responses.patterns if r.status_code.range == (200, 200)), None
        )
        if response is None:
            raise SpecError(f"{self.id}: no 200 response")
        self.body = types.shape(response)
        self.result = raw.result
        self.page = self._page(raw.page) if raw.page else None
        path = [*raw.page.items, "0", *raw.page.item] if raw.page else raw.result
        found = types.at(response, path)
        self.shape = types.shape(found)
        self.item_type = types.name(found)
        self.models = sorted(types.used(found))

    def _page(self, page: Page) -> Json:
        optional = {"cut": page.cut, "total": page.total, "more": page.more}
        return {
            "parameter": self._argument(page.parameter),
            "cursor": page.cursor,
            "items": page.items,
            "item": page.item,
            **{word: path for word, path in optional.items() if path},
        }

    def _argument(self, name: str) -> str:
        return next(p.argument for p in self.parameters if p.name == name)

    def docstring(self, *, paginated: bool, response: bool) -> str:
        """The docstring of the method."""
        parts = [f"{self.summary}.", "", self.description]
        if self.deprecated:
            parts += ["", self.deprecated]
        about = [f"    {p.argument}: {p.description}" for p in self.parameters]
        if paginated:
            about += [
                "    limit: The most items to yield; None for all.",
                "    max_pages: The most pages to request; None for all.",
                "    max_empty: Stop after so many pages in a row without a new item; None: never.",
                "    expected: The number of items to expect, or the profile that states it; the "
                "verdict reports a list that is much shorter.",
                "    prefetch: 1 requests the next page while you process the current one.",
            ]
        about.append("    options: Options of every call, see `CallOptions`.")
        parts += [
            "",
            "Args:",
            *about,
            "",
            f"Cost: {self._cost()}{' per page' if self.page else ''}.",
        ]
        if response:
            parts += [
                "",
                "Returns the complete `Response`; its `result` is what the plain method returns.",
            ]
        parts += [
            "",
            "Raises:",
            "    ArgumentError: An argument is missing or invalid; nothing was sent.",
            "    HikerError: Any other failure, see `hikerkit.errors`.",
            "",
            f"Source: {self.method} {self.path}",
        ]
        return "\n".join(parts)

    def _cost(self) -> str:
        text = f"{self.units} unit{'' if self.units == 1 else 's'}"
        return text + "".join(f", {n} fewer with `{name}`" for name, n in self.units_less.items())


def read_views(
    document: Document, operations: tuple[Operation, ...], data: GeneratorData, types: Types
) -> list[OperationView]:
    """A view of every operation that openapi-python-client read."""
    endpoints = {
        (str(e.path.get_untrusted_value()), e.method.upper()): e
        for collection in data.endpoint_collections_by_tag.values()
        for e in collection.endpoints
    }
    return [
        OperationView(document, types, endpoints[raw.path, raw.method], raw)
        for raw in operations
        if (raw.path, raw.method) in endpoints  # the others are among the generator's errors
    ]


def _method_name(raw: Operation) -> tuple[str, str]:
    """The resource and the method that an operationId names. Raises SpecError."""
    resource, _, name = raw.id.partition("_")
    if raw.has_body:
        raise SpecError(f"{raw.id}: request bodies are not supported")
    if resource in RESERVED_RESOURCES:
        raise SpecError(f"{raw.id}: a client has something else under the name {resource}")
    usable = name.isidentifier() and not keyword.iskeyword(name) and not keyword.iskeyword(resource)
    if raw.tags[:1] != (resource,) or not usable:
        raise SpecError(f"{raw.id}: an operationId is the tag, an underscore and a name")
    return resource, name


def _deprecation(raw: Operation) -> str | None:
    if not raw.deprecated:
        return None
    instead = " or ".join(
        f"`{entry}`" if entry.startswith("/") else f"`{entry.replace('_', '.', 1)}`"
        for entry in raw.replaced_by
    )
    about = f"{raw.id.replace('_', '.', 1)} is deprecated by the service"
    return f"{about}; use {instead} instead." if instead else f"{about}."


def _refuse_unchecked(raw: Parameter) -> None:
    """Raise SpecError for a keyword that the client would not check before a call is paid for."""
    unknown = set(raw.schema) - KNOWN_KEYWORDS
    unknown |= set(raw.schema.get("items", {})) - {"type", "format", "enum"}
    unknown |= {"style"} & raw.style.keys()
    unknown |= {"explode: false"} if raw.style.get("explode") is False else set()
    if unknown:
        names = ", ".join(sorted(unknown))
        raise SpecError(f"parameter {raw.name}: the client does not know {names}")
