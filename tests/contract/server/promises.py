"""What the spec promises, read without any code of the mock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
import jsonschema_rs

Json = dict[str, Any]
SHORTCODE_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class Contract:
    """All operations of a spec."""

    def __init__(self, document: Json) -> None:
        self.document = document
        self.operations = [
            Operation(self, path, raw)
            for path, item in document["paths"].items()
            for method, raw in item.items()
            if method == "get"
        ]
        self.by_label = {operation.label: operation for operation in self.operations}

    def follow(self, node: Any) -> Any:
        while isinstance(node, dict) and "$ref" in node:
            found: Any = self.document
            for step in node["$ref"].removeprefix("#/").split("/"):
                found = found[step.replace("~1", "/").replace("~0", "~")]
            node = found
        return node

    def choices(self, schema: Any) -> list[Json]:
        """The alternatives of the schema; itself if it has none."""
        schema = self.follow(schema)
        child = schema.get("oneOf") or schema.get("anyOf")
        return [c for s in child for c in self.choices(s)] if child else [schema]

    def child(self, schema: Any, step: str | int) -> Any:
        for choice in self.choices(schema):
            if isinstance(step, int) and "items" in choice:
                return choice["items"]
            if step in choice.get("properties", {}):
                return choice["properties"][step]
        return {}

    def object_schema(self, schema: Any, pointer: str) -> Json:
        """The schema of the object that the pointer leads to."""
        for step in pointer.split("/")[1:]:
            schema = self.child(schema, int(step) if step.isdigit() else step)
        return next((c for c in self.choices(schema) if "properties" in c), {})

    def objects(self, schema: Any, node: Any) -> Iterator[tuple[Json, Json]]:
        """Every object of a body with the schema that describes it."""
        if isinstance(node, list):
            for child in node:
                yield from self.objects(self.child(schema, 0), child)
        if isinstance(node, dict):
            object_schema = next((c for c in self.choices(schema) if "properties" in c), {})
            yield object_schema, node
            for name, child in node.items():
                yield from self.objects(self.child(schema, name), child)


@attrs.frozen(eq=False)
class Operation:
    """One operation of the spec."""

    contract: Contract
    path: str
    raw: Json

    @property
    def id(self) -> str:
        return str(self.raw["operationId"])

    @property
    def label(self) -> str:
        return f"GET {self.path}"

    @property
    def success(self) -> Json:
        found: Json = self.contract.follow(self.raw["responses"]["200"])
        return found

    @property
    def schema(self) -> Any:
        return self.success["content"]["application/json"]["schema"]

    @property
    def parameters(self) -> list[Json]:
        return [self.contract.follow(node) for node in self.raw.get("parameters", [])]

    def effects(self, name: str) -> Iterator[tuple[str, Any]]:
        """Parameters with this effect on the response, and its value."""
        for parameter in self.parameters:
            effect = parameter["schema"].get("x-effect", {})
            if name in effect:
                yield parameter["name"], effect[name]

    def price(self, query: Json) -> int:
        cost = self.raw["x-cost"]
        less = sum(n for name, n in cost.get("less", {}).items() if query.get(name) == "true")
        return int(cost["units"] - less)

    @property
    def page(self) -> Page | None:
        for node in self.success.get("links", {}).values():
            link = self.contract.follow(node)
            if "x-page" in link:
                return Page(link)
        return None

    def ids(self, body: Any) -> list[str]:
        """The id of each item of a page."""
        page = self.page
        assert page is not None
        fields = self.contract.object_schema(self.schema, page.item_pointer).get("x-identity", ())
        return [
            str(next((item[f] for f in fields if item.get(f) is not None), item))
            for item in page.items(body)
        ]

    def list_query(self, account: int) -> Json:
        """The query for the list of this account; that of the example, if it has no account."""
        for parameter in self.parameters:
            if parameter["schema"].get("x-entity", {}).get("by") == "id":
                return {parameter["name"]: account}
        return self.example_query()

    def required_query(self) -> Json:
        """Example values of the parameters that are required even with a cursor."""
        required = {p["name"] for p in self.parameters if p.get("required")}
        return {name: value for name, value in self.example_query().items() if name in required}

    @property
    def cursor_name(self) -> str:
        assert self.page is not None
        return self.page.parameter

    def target(self, query: Json) -> tuple[str, Json]:
        """The path with its parameters filled in, and the rest of the query."""
        path = self.path
        rest: Json = {}
        for name, value in query.items():
            placeholder = f"{{{name}}}"
            path = path.replace(placeholder, str(value))
            rest |= {} if placeholder in self.path else {name: value}
        return path, rest

    def example_query(self) -> Json:
        """Example values of all parameters that are required."""
        needed = self.raw.get("x-any-of", [])[:1]
        return {
            p["name"]: str(p["example"])
            for p in self.parameters
            if (p.get("required") or p["name"] in needed) and "example" in p
        }

    def examples(self) -> Iterator[tuple[Json, Any]]:
        """Query and body of each documented response."""
        media = self.success["content"]["application/json"]
        for node in media.get("examples", {}).values():
            example = self.contract.follow(node)
            yield {**self.example_query(), **example.get("x-request", {})}, example["value"]

    def checker(self, status: int = 200) -> jsonschema_rs.Draft202012Validator:
        response = self.contract.follow(self.raw["responses"][str(status)])
        schema = response["content"]["application/json"]["schema"]
        components = {"schemas": self.contract.document["components"]["schemas"]}
        return jsonschema_rs.Draft202012Validator({"allOf": [schema], "components": components})


@attrs.frozen
class Page:
    """How the pages of a list are linked."""

    link: Json

    @property
    def parameter(self) -> str:
        links: dict[str, str] = self.link["parameters"]
        return next(name for name, value in links.items() if value.startswith("$response"))

    @property
    def cursor(self) -> str:
        return str(self.link["parameters"][self.parameter]).partition("#")[2]

    def pointer(self, name: str) -> str | None:
        found: str | None = self.link["x-page"].get(name)
        return found

    @property
    def item_pointer(self) -> str:
        words = self.link["x-page"]
        return f"{words['items']}/0{words.get('item', '')}"

    def items(self, body: Any) -> list[Any]:
        path = self.link["x-page"].get("item", "")
        return [at(entry, path) for entry in at(body, self.link["x-page"]["items"])]


def at(node: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        node = node[int(step) if isinstance(node, list) else step]
    return node


def shortcode(number: int) -> str:
    found = ""
    while number:
        number, digit = divmod(number, 64)
        found = SHORTCODE_DIGITS[digit] + found
    return found
