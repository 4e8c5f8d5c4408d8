"""The operations as the spec's JSON describes them, read without any generated code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hikerkit_api import api

from tests.conftest import SPEC, documented, requests_of_examples

SCHEMAS: dict[str, Any] = SPEC["components"]["schemas"]
SERVER: str = SPEC["servers"][0]["url"]
KEY_HEADER: str = next(
    scheme["name"]
    for scheme in SPEC["components"]["securitySchemes"].values()
    if scheme["type"] == "apiKey"
)
FAILURE: dict[str, Any] = {
    name: value
    for schema in SCHEMAS.values()
    for name, value in schema.get("x-failure", {}).items()
}
JsonPath = tuple[str, ...]
NULL = {"type": "null"}


def follow(node: Any) -> Any:
    """The node that a `$ref` refers to."""
    while "$ref" in node:
        target: Any = SPEC
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def parse_pointer(pointer: str) -> JsonPath:
    """The keys of a JSON pointer."""
    return tuple(s.replace("~1", "/").replace("~0", "~") for s in pointer.split("/")[1:])


def format_pointer(steps: tuple[Any, ...]) -> str:
    """The JSON pointer of these keys and indexes."""
    return "".join(f"/{str(s).replace('~', '~0').replace('/', '~1')}" for s in steps)


@dataclass(frozen=True)
class Paging:
    """Where a page has its items and its cursor, and which parameter takes the cursor."""

    parameter: str
    cursor: JsonPath
    items: JsonPath
    item: JsonPath


@dataclass(frozen=True, eq=False, repr=False)
class DescribedOperation:
    """One operation."""

    id: str
    method: str
    path: str
    parameters: tuple[dict[str, Any], ...]
    schema: dict[str, Any]
    """Of the response with status 200."""
    result: JsonPath
    any_of: JsonPath
    paging: Paging | None
    cost: dict[str, Any]
    example: Any
    """The documented body, or None."""
    arguments: dict[str, Any] = field(default_factory=dict)
    """Arguments of a valid call, by their names in Python."""

    def __repr__(self) -> str:
        return self.id

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        # Hypothesis would print every field.
        printer.text(self.id)

    @property
    def call(self) -> str:
        """The method of the client, dotted."""
        return self.id.replace("_", ".", 1)

    def argument(self, name: str) -> str:
        """The name of this parameter in Python."""
        return next(p.argument for p in api.operation(self.id).parameters if p.name == name)


def _paging(operation: dict[str, Any], response: dict[str, Any]) -> Paging | None:
    for link in map(follow, response.get("links", {}).values()):
        if "x-page" in link and link["operationId"] == operation["operationId"]:
            places = link["x-page"]
            start = "$response.body#"
            name, place = next(
                (name, text.removeprefix(start))
                for name, text in link["parameters"].items()
                if text.startswith(start)
            )
            return Paging(
                name,
                parse_pointer(place),
                parse_pointer(places["items"]),
                parse_pointer(places.get("item", "")),
            )
    return None


def _read_operations() -> list[DescribedOperation]:
    examples, requests = documented(), requests_of_examples()
    operations = []
    for path, item in SPEC["paths"].items():
        for method, operation in item.items():
            parameters = tuple(follow(node) for node in operation.get("parameters", ()))
            response = operation["responses"]["200"]
            described = DescribedOperation(
                id=operation["operationId"],
                method=method.upper(),
                path=path,
                parameters=parameters,
                schema=response["content"]["application/json"]["schema"],
                result=parse_pointer(operation.get("x-result", "")),
                any_of=tuple(operation.get("x-any-of", ())),
                paging=_paging(operation, response),
                cost=operation.get("x-cost", {"units": 1}),
                example=examples.get(operation["operationId"]),
            )
            arguments = requests.get(described.id) or {
                p["name"]: p["example"]
                for p in parameters
                if p.get("required") or p["name"] in described.any_of[:1]
            }
            described.arguments.update(
                {described.argument(name): value for name, value in arguments.items()}
            )
            operations.append(described)
    return operations


OPERATIONS = _read_operations()
