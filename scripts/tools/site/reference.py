"""The API reference: a page per operation and per model, all from the spec."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hikerkit_api import api, service
from hikerkit_api.core.operation import Operation, Parameter
from hikerkit_api.core.views import find_class

from hikerkit.errors import status_error
from hikerkit.spec.document import Document, Json, listed
from scripts.tools.site import samples
from scripts.tools.site.text import block, code, example, table, words

_CHARGED = {"yes": "charged", "no": "free", "unknown": "not documented"}


def pages(document: Document) -> Iterator[tuple[str, str]]:
    """Path below `reference/` and MyST of every page."""
    operations = list(api.operations())
    yield "index.md", _index(document, operations)
    for operation in operations:
        yield f"{operation.id}.md", _operation(document, operation)
    yield "models/index.md", _models_index(document)
    for name, schema in document.schemas.items():
        yield f"models/{name}.md", _model(document, name, schema)


def responses(document: Document) -> Iterator[tuple[str, str]]:
    """Name and text of a file with each documented response."""
    for operation in api.operations():
        for value in _examples(document, _raw(document, operation))[:1]:
            yield f"{operation.id}.json", json.dumps(value, ensure_ascii=False, indent=2)


def _host(document: Document) -> str:
    host: str = document.content["servers"][0]["url"]
    return host


def _raw(document: Document, operation: Operation[Any]) -> Json:
    raw: Json = document.content["paths"][operation.path][operation.method.lower()]
    return raw


def _examples(document: Document, raw: Json) -> list[Any]:
    return [example["value"] for example in document.examples(raw).values()]


def price(operation: Operation[Any]) -> str:
    """The price of a call, in words."""
    if not operation.units:
        return "free"
    text = "1 unit" if operation.units == 1 else f"{operation.units} units"
    text += " per page" if operation.page else ""
    return text + "".join(f", {n} fewer with {name}" for name, n in operation.units_less.items())


def title(operation: Operation[Any]) -> str:
    """The method's name, marked where it is deprecated."""
    name = f"{operation.resource}.{operation.name}"
    return f"{name} (deprecated)" if operation.deprecated else name


def _index(document: Document, operations: list[Operation[Any]]) -> str:
    info = document.content["info"]
    lines = [
        "# API reference",
        f"{words(info['summary'])} {words(info['description'])}",
        "",
        f"Host: {code(_host(document))}. Every request carries the key in the header "
        f"{code(service.KEY_HEADER)}; the samples read it from the environment variable "
        f"{code(service.KEY_ENVIRONMENT)}.",
        "",
    ]
    for tag in document.content["tags"]:
        rows = [
            (
                f"[{words(title(one))}]({one.id}.md)",
                words(one.summary),
                words(price(one)),
            )
            for one in operations
            if tag["name"] in _raw(document, one)["tags"]
        ]
        lines += [f"## {words(tag['name'])}", "", words(tag.get("description", "")), ""]
        lines.append(table(("method", "description", "price"), rows))
    tree = "\n".join(one.id for one in operations)
    lines.append(f"```{{toctree}}\n:hidden:\n\n{tree}\nmodels/index\n```\n")
    return "\n".join(lines)


def _operation(document: Document, operation: Operation[Any]) -> str:
    raw = _raw(document, operation)
    lines = [f"# {words(title(operation))}", "", f"{words(operation.summary)}\\.", ""]
    lines += [f"{code(f'{operation.method} {operation.path}')} · {words(price(operation))}", ""]
    if operation.deprecated:
        lines += ["```{warning}", words(operation.deprecated), "```", ""]
    lines += [words(operation.description), "", _tabs(document, operation)]
    if operation.parameters:
        lines += ["## Parameters", "", _parameters(operation)]
    lines += ["## Response", "", *_response(document, operation, raw)]
    lines += ["## Errors", "", _errors(document, raw)]
    return "\n".join(lines)


def _tabs(document: Document, operation: Operation[Any]) -> str:
    made = [":::::{tab-set}", ":sync-group: variant", ""]
    for name, language, text in (
        ("Python", "python", samples.python(operation)),
        ("async", "python", samples.asynchronous(operation)),
        ("terminal", "sh", samples.terminal(operation)),
        ("curl", "sh", samples.curl(operation, _host(document))),
    ):
        made += [f"::::{{tab-item}} {name}", f":sync: {name}", "", block(text, language), "::::"]
    return "\n".join([*made, ":::::", ""])


def _parameters(operation: Operation[Any]) -> str:
    rows = [
        (code(p.argument), f"*{_kind(p)}* · {words(p.description)}{_facts(p)}")
        for p in operation.parameters
    ]
    text = table(("parameter", "description"), rows)
    if operation.any_of:
        text += f"\nAt least one of {', '.join(map(code, operation.any_of))} is required.\n"
    return text


def _kind(parameter: Parameter) -> str:
    kind = f"array of {parameter.items_kind}" if parameter.kind == "array" else parameter.kind
    return words(f"{kind}, required" if parameter.required else kind)


def _facts(parameter: Parameter) -> str:
    found = []
    if parameter.name != parameter.argument:
        found.append(f"in the request {code(parameter.name)}")
    if parameter.location != "query":
        found.append(f"in the {parameter.location}")
    if parameter.choices:
        found.append("one of " + ", ".join(code(choice) for choice in parameter.choices))
    bounds = (
        ("at least", parameter.minimum),
        ("at most", parameter.maximum),
        ("characters at least", parameter.min_length),
        ("characters at most", parameter.max_length),
    )
    found += [f"{text} {value:g}" for text, value in bounds if value is not None]
    if parameter.default is not None:
        found.append(f"default {code(json.dumps(parameter.default))}")
    if parameter.example is not None:
        found.append(f"example {code(parameter.example)}")
    return f" ({'; '.join(found)})" if found else ""


def _response(document: Document, operation: Operation[Any], raw: Json) -> Iterator[str]:
    what = _model_link(operation.shape if isinstance(operation.shape, str) else None)
    if operation.page is not None:
        yield (
            f"The method returns a pager of {what}, which requests page after page; the cursor is "
            f"{code(operation.page.parameter)}. "
            "See [Pages and resuming](../guides/pages.md)."
        )
    else:
        yield f"The method returns {what}."
    yield ""
    yield f"The complete response is {_type(document.response_schema(raw))}."
    yield ""
    for value in _examples(document, raw)[:1]:
        yield (
            "As documented, with only the first entry of each list "
            f"({{download}}`the complete response <responses/{operation.id}.json>`)."
        )
        yield ""
        yield block(example(value), "json")
    if not _examples(document, raw):
        yield "No response is documented.\n"


def _model_link(name: str | None, folder: str = "models/") -> str:
    return f"[{words(name)}]({folder}{name}.md)" if name else "the JSON of the response"


def _errors(document: Document, raw: Json) -> str:
    rows = []
    for status, node in raw["responses"].items():
        if status.startswith("2"):
            continue
        response = document.dereference(node)
        rows.append((
            code(status), words(response["description"]),
            code(status_error(int(status)).__name__) if status.isdigit() else "",
            _CHARGED.get(response.get("x-charged", "unknown"), "not documented"),
        ))  # fmt: skip
    return table(("status", "when", "exception", "units"), rows)


# Models.


def _models_index(document: Document) -> str:
    rows = [
        (_model_link(name, ""), words(schema.get("description", "")))
        for name, schema in sorted(document.schemas.items())
    ]
    tree = "\n".join(sorted(document.schemas))
    return (
        "# Models\n\nThe objects in responses. A model keeps every field it receives, listed here "
        "or not; a field that is null or missing is `None`.\n\n"
        + table(("model", "description"), rows)
        + f"\n```{{toctree}}\n:hidden:\n\n{tree}\n```\n"
    )


def _model(document: Document, name: str, schema: Json) -> str:
    lines = [f"# {words(name)}", "", words(schema.get("description", "")), ""]
    properties = schema.get("properties", {})
    if not properties:
        return "\n".join([*lines, f"{_type(schema, 'models')}.", ""])
    names = {key: attribute for attribute, key in find_class(name).__keys__.items()}
    rows = []
    for key, part in properties.items():
        attribute = names.get(key, key)
        text = words(document.dereference(part).get("description", part.get("description", "")))
        if "description" in part:
            text = words(part["description"])
        if attribute != key:
            text += f" In Python {code(attribute)}."
        rows.append((code(key), f"*{_type(part, 'models')}*" + (f" · {text}" if text else "")))
    lines += [table(("field", "description"), rows)]
    users = _users(document, name)
    if users:
        lines += ["", "Used in " + ", ".join(_model_link(user, "") for user in users) + "."]
    return "\n".join([*lines, ""])


def _users(document: Document, name: str) -> list[str]:
    wanted = f"#/components/schemas/{name}"
    found = []
    for other, schema in sorted(document.schemas.items()):
        if f'"{wanted}"' in json.dumps(schema) and other != name:
            found.append(other)
    return found


def _type(schema: Any, place: str = "") -> str:
    """The type of a value, with links to models."""
    if not isinstance(schema, dict):
        return "anything"
    if "$ref" in schema:
        return _model_link(schema["$ref"].rsplit("/", 1)[1], "" if place else "models/")
    for word in ("oneOf", "anyOf", "allOf"):
        if word in schema:
            parts = [_type(one, place) for one in schema[word]]
            return " or ".join(dict.fromkeys(parts))
    if "enum" in schema:
        return "one of " + ", ".join(code(value) for value in schema["enum"])
    made = []
    for kind in listed(schema.get("type")):
        if kind == "array":
            made.append(f"list of {_type(schema.get('items', {}), place)}")
        else:
            made.append(kind)
    return " or ".join(made) or "anything"
