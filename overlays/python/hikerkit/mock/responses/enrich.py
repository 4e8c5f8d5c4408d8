"""What parameters do to a response, as `x-effect` says."""

from __future__ import annotations

from typing import Any

from hikerkit.mock.operations.routes import Route
from hikerkit.mock.responses.template import things
from hikerkit.spec.document import Document, Json

# A double holds no integer past this one exactly; the documentation does not say what is "big".
_SAFE = 2**53 - 1


def with_big_integers_as_strings(spec: Document, schema: Any, node: Any) -> Any:
    """The body with strings for big integers, wherever its schema allows one."""
    if isinstance(node, dict):
        solid = spec.resolve(schema)
        return {
            name: with_big_integers_as_strings(spec, spec.child(solid, name), inner)
            for name, inner in node.items()
        }
    if isinstance(node, list):
        inner = spec.child(schema, "0")
        return [with_big_integers_as_strings(spec, inner, entry) for entry in node]
    big = isinstance(node, int) and not isinstance(node, bool) and abs(node) > _SAFE
    return str(node) if big and "string" in spec.types(schema) else node


class Enricher:
    """Fills in what other documented answers say of objects of the same kind."""

    def __init__(self, spec: Document, routes: tuple[Route, ...], kind: str | None) -> None:
        self._spec, self._kind = spec, kind
        self._facts: Json = {}
        for route in routes:
            for example in route.examples:
                for thing in things(spec, route.schema, example.body):
                    if thing.kind == kind is not None:
                        self._learn(thing.node)

    def told(self, schema: Any, body: Any) -> Any:
        """The body with more fields in each of its people."""
        return self._fill(schema, body)

    def _learn(self, node: Json) -> None:
        # Switches suit anybody; texts and ids would be somebody else's.
        for name, value in node.items():
            if isinstance(value, bool):
                self._facts.setdefault(name, value)

    def _fill(self, schema: Any, node: Any) -> Any:
        spec = self._spec
        if isinstance(node, list):
            return [self._fill(spec.child(schema, str(n)), v) for n, v in enumerate(node)]
        if not isinstance(node, dict):
            return node
        solid = spec.resolve(schema)
        found = {name: self._fill(spec.child(solid, name), v) for name, v in node.items()}
        if solid.get("x-entity", {}).get("kind") == self._kind is not None:
            properties = solid.get("properties", {})
            more = {name: value for name, value in self._facts.items() if name in properties}
            return {**more, **found}
        return found
