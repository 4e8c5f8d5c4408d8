"""What the templates see of the spec: models, operations, resources."""

from __future__ import annotations

import json
import keyword
import re
import textwrap
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from openapi_python_client.parser.openapi import Endpoint, GeneratorData
from openapi_python_client.parser.properties import AnyProperty, LiteralEnumProperty, ModelProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol as Property
from openapi_python_client.parser.properties.union import UnionProperty

from scripts.tools.spec import load as spec_file

WIDTH = 92
# Names that would hide something the class body or the method itself needs.
RESERVED_FIELDS = {
    "to_dict",
    "to_json",
    "from_json",
    "from_dict",
    "additional_properties",
    "list",
    "str",
    "int",
    "float",
    "bool",
    "Any",
}
RESERVED_ARGUMENTS = {
    "self", "limit", "max_pages", "max_empty", "expected", "prefetch", "timeout", "strict",
    "deadline", "max_units", "max_age", "refresh", "options", "arguments", "how",
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

Json = dict[str, Any]
Shape = str | list[Any] | None


class SpecError(Exception):
    """The spec says something that the client cannot be made from."""


class Spec:
    """The spec as plain data, with references followed."""

    def __init__(self, document: Json) -> None:
        self.document = document

    def follow(self, node: Any) -> Any:
        """The node itself, or what its `$ref` points to."""
        return spec_file.follow(self.document, node)

    def dangling(self) -> list[str]:
        """References that lead nowhere."""
        found, waiting = set(), [self.document]
        while waiting:
            node: Any = waiting.pop()
            if isinstance(node, dict):
                waiting += [value for key, value in node.items() if key not in ("example", "value")]
                if "$ref" in node:
                    try:
                        self.follow(node)
                    except spec_file.SpecFileError:
                        found.add(str(node["$ref"]))
            elif isinstance(node, list):
                waiting += node
        return sorted(found)

    def operations(self) -> Iterator[tuple[str, str, Json]]:
        """Path, method and operation, in the order of the spec."""
        for path, method, operation in spec_file.operations(self.document):
            shared = self.document["paths"][path].get("parameters", [])
            own = operation.get("parameters", [])
            yield path, method, {**operation, "parameters": [*shared, *own]}


def literal(value: Any) -> str:
    """Python source of a JSON-like value."""
    if isinstance(value, tuple):
        inner = ", ".join(literal(item) for item in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, list):
        return f"[{', '.join(literal(item) for item in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(k)}: {literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return repr(value)


def docstring(text: str) -> str:
    """A docstring of this text, wrapped; it cannot end early whatever the text holds."""
    safe = text.strip().replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    lines: list[str] = []
    for line in safe.splitlines():
        indent = re.match(r" *", line)[0]  # type: ignore[index]
        hang = indent + "    " if re.match(r" +\w+: ", line) else indent
        wrapped = textwrap.wrap(
            line, WIDTH - 8, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
        )
        lines += wrapped or [""]
    body = "\n".join(lines)
    if body.endswith('"'):
        body += " "
    return f'"""{body}\n"""' if "\n" in body else f'"""{body}"""'


def reflowed(text: str) -> str:
    """Markdown with each paragraph on one line; lists keep their lines."""
    paragraphs = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        joined = re.sub(r"[ \t]*\n(?!\s*([-*+]|\d+\.) )[ \t]*", " ", paragraph)
        paragraphs.append(joined)
    return "\n\n".join(paragraphs)


def plain_name(name: str, reserved: set[str]) -> str:
    """A Python name as close to the spec's as can be."""
    name = re.sub(r"\W", "_", name).strip("_") or "field"
    if name[0].isdigit():
        name = f"field_{name}"
    if keyword.iskeyword(name) or name in reserved:
        name += "_"
    return name


class Types:
    """How the generator's properties are written in Python."""

    def __init__(self, data: GeneratorData) -> None:
        self.models = {str(model.class_info.name): model for model in data.models}

    def name(self, prop: Property) -> str:
        """The type, None included where the value may be null."""
        match prop:
            case ListProperty():
                return f"list[{self.name(prop.inner_property)}]"
            case ModelProperty():
                return str(prop.class_info.name)
            case UnionProperty():
                parts = dict.fromkeys(self.name(inner) for inner in prop.inner_properties)
                if "Any" in parts:
                    return "Any"
                return " | ".join(sorted(parts, key=lambda part: part == "None"))
            case NoneProperty():
                return "None"
            case LiteralEnumProperty():
                return f"Literal[{', '.join(sorted(literal(v) for v in prop.values))}]"
            case AnyProperty():
                return "Any"
        return prop.get_base_type_string().as_unembedded_code()

    def shape(self, prop: Property) -> Shape:
        """Which models its JSON turns into; None where it stays plain."""
        match prop:
            case ModelProperty():
                return str(prop.class_info.name)
            case ListProperty():
                inner = self.shape(prop.inner_property)
                return None if inner is None else [inner]
            case UnionProperty():
                shapes = [s for s in map(self.shape, prop.inner_properties) if s is not None]
                if len(shapes) > 1:
                    raise SpecError(
                        f"{_json_name(prop)}: a union of two models cannot be told apart"
                    )
                return shapes[0] if shapes else None
        return None

    def used(self, *props: Property) -> set[str]:
        """Names of the models in these types."""
        found: set[str] = set()
        for prop in props:
            match prop:
                case ModelProperty():
                    found.add(str(prop.class_info.name))
                case ListProperty():
                    found |= self.used(prop.inner_property)
                case UnionProperty():
                    found |= self.used(*prop.inner_properties)
        return found

    def at(self, prop: Property, way: Iterable[str]) -> Property:
        """The property that is found on this way into a response."""
        for step in way:
            if isinstance(prop, UnionProperty):
                prop = next(p for p in prop.inner_properties if not isinstance(p, NoneProperty))
            if isinstance(prop, ListProperty):
                prop = prop.inner_property
                continue
            if not isinstance(prop, ModelProperty):
                raise SpecError(f"{step}: the response has no such part")
            model = self.models[str(prop.class_info.name)]
            inside = [*(model.required_properties or []), *(model.optional_properties or [])]
            found = [p for p in inside if _json_name(p) == step]
            if not found:
                raise SpecError(f"{step}: {model.class_info.name} has no such property")
            prop = found[0]
        return prop


class FieldView:
    """One field of a model."""

    def __init__(self, types: Types, prop: Property, schema: Json) -> None:
        self.key = _json_name(prop)
        self.name = plain_name(self.key, RESERVED_FIELDS)
        self.required = prop.required
        self.shape = types.shape(prop)
        declared = types.name(prop)
        optional = (
            ""
            if prop.required or declared == "Any" or "None" in declared.split(" | ")
            else " | None"
        )
        self.type = declared + optional
        self.description = reflowed(str(schema.get("description", "")))


class ModelView:
    """One model."""

    def __init__(self, spec: Spec, types: Types, model: ModelProperty) -> None:
        self.name = str(model.class_info.name)
        schema = spec.document["components"]["schemas"].get(self.name, {})
        properties = schema.get("properties", {})
        props = {
            _json_name(p): p
            for p in [*(model.required_properties or []), *(model.optional_properties or [])]
        }
        ordered = [key for key in properties if key in props] or list(props)
        self.doc = reflowed(str(schema.get("description") or self.name))
        self.fields = [FieldView(types, props[key], properties.get(key, {})) for key in ordered]
        _no_twins(self.name, [field.name for field in self.fields])
        used = types.used(*props.values()) - {self.name}
        self.imports = sorted((name, types.models[name].class_info.module_name) for name in used)
        self.names = {f.name: f.key for f in self.fields if f.name != f.key}
        self.nested = {f.key: f.shape for f in self.fields if f.shape is not None}
        self.required = tuple(f.name for f in self.fields if f.required)
        self.identity = tuple(schema.get("x-identity", ()))
        self.summary = tuple(schema.get("x-summary", ()))
        self.times = tuple(key for key in ordered if properties.get(key, {}).get("x-time"))
        self.entity = schema.get("x-entity")


class ParameterView:
    """One argument of an operation."""

    def __init__(
        self, spec: Spec, types: Types, raw: Json, prop: Property, positional: bool
    ) -> None:
        schema = spec.follow(raw["schema"])
        _refuse_unchecked(raw, schema)
        kinds = [kind for kind in _as_list(schema.get("type", "string")) if kind != "null"]
        inner = spec.follow(schema.get("items", {}))
        low, high = schema.get("minimum"), schema.get("maximum")
        if schema.get("format") == "int32":
            low = -(2**31) if low is None else low
            high = 2**31 - 1 if high is None else high
        self.name = raw["name"]
        self.argument = plain_name(self.name, RESERVED_ARGUMENTS)
        self.required = bool(raw.get("required"))
        self.positional = positional
        self.numeric = bool(schema.get("x-numeric"))
        self.description = reflowed(str(raw.get("description") or schema.get("description") or ""))
        declared = types.name(prop).removesuffix(" | None")
        self.type = f"{declared} | int" if self.numeric else declared
        if isinstance(prop, ListProperty):
            self.type = self.type.replace("list[", "Sequence[", 1)
        values = {
            "name": self.name,
            "argument": self.argument,
            "location": raw["in"],
            "kind": kinds[0],
            "description": self.description,
            "required": self.required or None,
            "positional": positional or None,
            "default": schema.get("default"),
            "example": raw.get("example", schema.get("example")),
            "expects": schema.get("x-expects"),
            "numeric": self.numeric or None,
            "choices": tuple((inner or schema)["enum"]) if "enum" in (inner or schema) else None,
            "items_kind": inner.get("type"),
            "pattern": schema.get("pattern"),
            "minimum": low,
            "maximum": high,
            "min_length": schema.get("minLength"),
            "max_length": schema.get("maxLength"),
            "names_a": schema.get("x-entity", {}).get("kind"),
            "named_by": schema.get("x-entity", {}).get("by"),
        }
        self.fields = [(key, value) for key, value in values.items() if value is not None]


class OperationView:
    """One operation: what its module and its methods are made from."""

    def __init__(
        self, spec: Spec, types: Types, endpoint: Endpoint, path: str, method: str, raw: Json
    ) -> None:
        self.id = raw["operationId"]
        self.module = str(endpoint.name)
        self.tag = str(endpoint.tags[0])
        self.resource, _, self.name = self.id.partition("_")
        if "requestBody" in raw:
            raise SpecError(f"{self.id}: bodies of requests are not carried")
        usable = self.name.isidentifier() and not keyword.iskeyword(self.name)
        usable = usable and not keyword.iskeyword(self.resource)
        if self.resource in RESERVED_RESOURCES:
            raise SpecError(
                f"{self.id}: a client has something else under the name {self.resource}"
            )
        if self.resource != raw["tags"][0] or not usable:
            raise SpecError(f"{self.id}: an operationId is the tag, an underscore and a name")
        self.method, self.path = method.upper(), path
        self.summary = str(raw.get("summary") or self.id).rstrip(".")
        self.description = reflowed(str(raw.get("description", "")))
        self.deprecated = _deprecation(self.id, raw)
        self.units = raw.get("x-cost", {}).get("units", 1)
        self._fill_parameters(spec, types, endpoint, raw)
        self._fill_answer(spec, types, endpoint, raw)
        less = raw.get("x-cost", {}).get("less", {})
        self.units_less = {self._argument(name): n for name, n in less.items()}

    def _fill_parameters(self, spec: Spec, types: Types, endpoint: Endpoint, raw: Json) -> None:
        self.any_of = tuple(raw.get("x-any-of", ()))
        props = {_json_name(p): p for p in [*endpoint.path_parameters, *endpoint.query_parameters]}
        views = []
        for node in raw["parameters"]:
            parameter = spec.follow(node)
            name = parameter["name"]
            if name not in props:
                raise SpecError(
                    f"{self.id}: parameters {parameter['in']} are not carried, only query and path"
                )
            positional = bool(parameter.get("required")) or name in self.any_of[:1]
            views.append(ParameterView(spec, types, parameter, props[name], positional))
        # Python wants required ones first.
        self.parameters = sorted(views, key=lambda p: (not p.required, not p.positional))
        _no_twins(self.id, [p.argument for p in self.parameters])
        self.any_of = tuple(self._argument(name) for name in self.any_of)

    def _fill_answer(self, spec: Spec, types: Types, endpoint: Endpoint, raw: Json) -> None:
        answer = next(
            (r.prop for r in endpoint.responses.patterns if r.status_code.range == (200, 200)), None
        )
        if answer is None:
            raise SpecError(f"{self.id}: no 200 response")
        self.body = types.shape(answer)
        self.result = _way(raw.get("x-result", ""))
        self.page: Json | None = None
        link = _page_link(spec, raw)
        if link is None:
            found = types.at(answer, self.result)
        else:
            shape = link["x-page"]
            cursor = [
                (p, v) for p, v in link["parameters"].items() if v.startswith("$response.body#")
            ]
            if len(cursor) != 1:
                raise SpecError(
                    f"{self.id}: its link to the next page needs one $response parameter"
                )
            items, item = _way(shape["items"]), _way(shape.get("item", ""))
            self.page = {
                "parameter": self._argument(cursor[0][0]),
                "cursor": _way(cursor[0][1].removeprefix("$response.body#")),
                "items": items,
                "item": item,
                **{word: _way(shape[word]) for word in ("cut", "total", "more") if word in shape},
            }
            found = types.at(answer, [*items, "0", *item])
        self.shape = types.shape(found)
        self.item_type = types.name(found)
        self.models = sorted(types.used(found))

    def _argument(self, name: str) -> str:
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter.argument
        raise SpecError(f"{self.id}: it has no parameter {name}")

    def docstring(self, *, walk: bool, response: bool) -> str:
        """What `help()` says of the method."""
        parts = [f"{self.summary}.", "", self.description]
        if self.deprecated:
            parts += ["", self.deprecated]
        about = [f"    {p.argument}: {p.description}" for p in self.parameters]
        if walk:
            about += [
                "    limit: Hand over this many items at most; None for all.",
                "    max_pages: Ask for this many pages at most; None for all.",
                "    max_empty: Pages in a row without a new item that end the walk; None: never.",
                "    expected: How many items the list ought to have, or the profile that says it; "
                "the verdict tells a list that is much shorter.",
                "    prefetch: 1 asks for one page ahead, while you work on the page before.",
            ]
        about.append("    options: What every call takes, see `CallOptions`.")
        parts += ["", "Args:", *about, "", f"Cost: {self._cost()}{' a page' if self.page else ''}."]
        if response:
            parts += [
                "",
                "Returns the whole `Response`; its `result` is what the plain method returns.",
            ]
        parts += [
            "",
            "Raises:",
            "    ArgumentError: An argument is missing or wrong; nothing was sent.",
            "    HikerError: Everything else that can go wrong, see `hikerkit.errors`.",
            "",
            f"Source: {self.method} {self.path}",
        ]
        return "\n".join(parts)

    def _cost(self) -> str:
        text = f"{self.units} unit{'' if self.units == 1 else 's'}"
        return text + "".join(f", {n} fewer with `{name}`" for name, n in self.units_less.items())


class ResourceView:
    """The operations of one tag."""

    def __init__(self, name: str, description: str, operations: list[OperationView]) -> None:
        self.name = name
        self.description = description or f"The calls under {name}."
        self.operations = operations

    @cached_property
    def models(self) -> list[str]:
        return sorted({name for operation in self.operations for name in operation.models})

    def class_name(self, *, is_async: bool, response: bool) -> str:
        stem = "".join(part.capitalize() for part in self.name.split("_"))
        return f"{'Async' if is_async else ''}{stem}{'Responses' if response else 'Resource'}"

    def module(self, *, is_async: bool, response: bool) -> str:
        return f"{self.name}{'_responses' if response else ''}{'_async' if is_async else ''}"

    def about(self, *, is_async: bool, response: bool) -> str:
        whole = ", each with all that comes with its response" if response else ""
        return f"The resource {self.name}: its calls, {'async' if is_async else 'sync'}{whole}."

    def doc(self, *, is_async: bool, response: bool) -> str:
        ways = [
            w
            for w, on in (
                ("asynchronously", is_async),
                ("each with its response", response),
            )
            if on
        ]
        return self.description + (f"\n\nHere {' and '.join(ways)}." if ways else "")


def resources(spec: Spec, operations: list[OperationView]) -> list[ResourceView]:
    """One resource a tag, in the order of the operations."""
    about = {tag["name"]: tag.get("description", "") for tag in spec.document.get("tags", [])}
    names = dict.fromkeys(operation.resource for operation in operations)
    return [
        ResourceView(name, about.get(name, ""), [o for o in operations if o.resource == name])
        for name in names
    ]


def operations(spec: Spec, data: GeneratorData, types: Types) -> list[OperationView]:
    """Every operation that the generator read, beside what only the spec says of it."""
    endpoints = {
        (str(e.path.get_untrusted_value()), e.method): e
        for collection in data.endpoint_collections_by_tag.values()
        for e in collection.endpoints
    }
    return [
        OperationView(spec, types, endpoints[path, method], path, method, raw)
        for path, method, raw in spec.operations()
        if (path, method) in endpoints  # the others are among the generator's errors
    ]


def service(spec: Spec) -> Json:
    """Facts of the service as a whole."""
    components = spec.document["components"]
    schemes = list(components["securitySchemes"].values())
    headers = _response_headers(spec)
    failures = [s for s in components["schemas"].values() if "x-failure" in s or "x-message" in s]
    failure = failures[0] if failures else {}
    charged: dict[int, str] = {}
    retried: set[int] = set()
    for _, _, raw in spec.operations():
        for code, node in raw["responses"].items():
            response = spec.follow(node)
            if "x-charged" in response and str(code).isdigit():
                charged[int(code)] = response["x-charged"]
                if response.get("x-retry"):
                    retried.add(int(code))
    return {
        "title": spec.document["info"]["title"],
        "version": spec.document["info"]["version"],
        "servers": tuple(server["url"].rstrip("/") for server in spec.document["servers"]),
        "key_header": schemes[0]["name"],
        "key_environment": schemes[0]["x-environment"],
        "units_header": next(name for name, header in headers.items() if header.get("x-units")),
        "failure": failure.get("x-failure", {}),
        "message_fields": tuple(failure.get("x-message", ())),
        "kind_field": failure.get("x-kind", ""),
        "faults": next(
            (s["x-faults"] for s in components["schemas"].values() if "x-faults" in s), {}
        ),
        "account": _account(spec),
        "charged": dict(sorted(charged.items())),
        "retried": tuple(sorted(retried)),
        "entities": _entities(components["schemas"]),
        "units_word": next(h["x-units"] for h in headers.values() if h.get("x-units")),
    }


def _entities(schemas: Json) -> Json:
    """By kind: the properties that hold an id, and those that hold a name."""
    found: Json = {}
    for schema in schemas.values():
        entity = schema.get("x-entity")
        if entity:
            kind = found.setdefault(entity["kind"], {"ids": {}, "names": {}})
            kind["ids"].update(dict.fromkeys(schema.get("x-identity", ())))
            if "name" in entity:
                kind["names"][entity["name"]] = None
    return {
        kind: {word: tuple(names) for word, names in properties.items()}
        for kind, properties in found.items()
    }


def _account(spec: Spec) -> Json:
    """Which operation tells what is left on the key, and in which fields."""
    for _, _, raw in spec.operations():
        content = spec.follow(raw["responses"]["200"]).get("content", {})
        schema = spec.follow(content.get("application/json", {}).get("schema", {}))
        if "x-account" in schema:
            return {"operation": raw["operationId"], **schema["x-account"]}
    return {}


def _response_headers(spec: Spec) -> Json:
    found: Json = {}
    for _, _, raw in spec.operations():
        for node in raw["responses"].values():
            for name, header in spec.follow(node).get("headers", {}).items():
                found[name.lower()] = spec.follow(header)
    return found


def _page_link(spec: Spec, raw: Json) -> Json | None:
    for node in spec.follow(raw["responses"]["200"]).get("links", {}).values():
        link: Json = spec.follow(node)
        if link.get("operationId") == raw["operationId"] and "x-page" in link:
            return link
    return None


def _deprecation(operation_id: str, raw: Json) -> str | None:
    if not raw.get("deprecated"):
        return None
    instead = " or ".join(
        f"`{entry}`" if entry.startswith("/") else f"`{entry.replace('_', '.', 1)}`"
        for entry in raw.get("x-replaced-by", [])
    )
    about = f"{operation_id.replace('_', '.', 1)} is deprecated by the service"
    return f"{about}; use {instead} instead." if instead else f"{about}."


def _way(pointer: str) -> tuple[str, ...]:
    """The steps of a JSON pointer."""
    return tuple(spec_file.steps(pointer))


def _refuse_unchecked(raw: Json, schema: Json) -> None:
    """What the client would not check, a caller would pay to find out."""
    unknown = set(schema) - KNOWN_KEYWORDS
    unknown |= set(schema.get("items", {})) - {"type", "format", "enum"}
    unknown |= {"style", "explode: false"} & {*raw, f"explode: {str(raw.get('explode')).lower()}"}
    if unknown:
        names = ", ".join(sorted(unknown))
        raise SpecError(f"parameter {raw['name']}: the client does not know {names}")


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _json_name(prop: Property) -> str:
    name = prop.name
    return name if isinstance(name, str) else name.get_untrusted_value()


def _no_twins(where: str, names: list[str]) -> None:
    twins = {name for name in names if names.count(name) > 1}
    if twins:
        raise SpecError(f"{where}: two of its names become {', '.join(sorted(twins))} in Python")
