"""The spec as these tests read it: from its JSON, not through what was generated from it."""

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
Way = tuple[str, ...]
NULL = {"type": "null"}


def follow(node: Any) -> Any:
    """The node that a `$ref` stands for."""
    while "$ref" in node:
        found: Any = SPEC
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step.replace("~1", "/").replace("~0", "~")]
        node = found
    return node


def way(pointer: str) -> Way:
    """The steps of a JSON pointer."""
    return tuple(s.replace("~1", "/").replace("~0", "~") for s in pointer.split("/")[1:])


def pointer(steps: tuple[Any, ...]) -> str:
    """The JSON pointer of these steps."""
    return "".join(f"/{str(s).replace('~', '~0').replace('/', '~1')}" for s in steps)


@dataclass(frozen=True)
class Paging:
    """Where a page has its items and its cursor, and which parameter takes a cursor."""

    parameter: str
    cursor: Way
    items: Way
    item: Way


@dataclass(frozen=True, eq=False, repr=False)
class Described:
    """One operation."""

    id: str
    method: str
    path: str
    parameters: tuple[dict[str, Any], ...]
    schema: dict[str, Any]
    """Of the response with status 200."""
    result: Way
    any_of: Way
    paging: Paging | None
    cost: dict[str, Any]
    example: Any
    """The documented answer, or None."""
    arguments: dict[str, Any] = field(default_factory=dict)
    """A right call, by Python's names."""

    def __repr__(self) -> str:
        return self.id

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        # Hypothesis prints a dataclass field by field, and warns of long ones.
        printer.text(self.id)

    @property
    def call(self) -> str:
        """The method of the client."""
        return self.id.replace("_", ".", 1)

    def argument(self, name: str) -> str:
        """What Python calls this parameter."""
        return next(p.argument for p in api.operation(self.id).parameters if p.name == name)


def _paging(operation: dict[str, Any], answer: dict[str, Any]) -> Paging | None:
    for link in map(follow, answer.get("links", {}).values()):
        if "x-page" in link and link["operationId"] == operation["operationId"]:
            places = link["x-page"]
            start = "$response.body#"
            name, place = next(
                (name, text.removeprefix(start))
                for name, text in link["parameters"].items()
                if text.startswith(start)
            )
            return Paging(name, way(place), way(places["items"]), way(places.get("item", "")))
    return None


def _all() -> list[Described]:
    examples, asked = documented(), requests_of_examples()
    found = []
    for path, item in SPEC["paths"].items():
        for method, operation in item.items():
            parameters = tuple(follow(node) for node in operation.get("parameters", ()))
            answer = operation["responses"]["200"]
            made = Described(
                id=operation["operationId"],
                method=method.upper(),
                path=path,
                parameters=parameters,
                schema=answer["content"]["application/json"]["schema"],
                result=way(operation.get("x-result", "")),
                any_of=tuple(operation.get("x-any-of", ())),
                paging=_paging(operation, answer),
                cost=operation.get("x-cost", {"units": 1}),
                example=examples.get(operation["operationId"]),
            )
            given = asked.get(made.id) or {
                p["name"]: p["example"]
                for p in parameters
                if p.get("required") or p["name"] in made.any_of[:1]
            }
            made.arguments.update({made.argument(name): value for name, value in given.items()})
            found.append(made)
    return found


OPERATIONS = _all()
