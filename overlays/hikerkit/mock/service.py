"""The service itself, without a server: from a request to an answer, all of it from the spec."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import Any

import attrs
import msgspec
from hikerkit_api import service

from hikerkit.mock.answers import Answer
from hikerkit.mock.cursors import CursorError
from hikerkit.mock.parameters import read_parameters
from hikerkit.mock.routes import Route, path_values, plain_path, read_routes
from hikerkit.mock.spec import Json, Spec, packaged_spec


@attrs.frozen(repr=False)
class MockAnswer:
    """What the mock answers."""

    status: int
    """HTTP status."""
    headers: dict[str, str]
    """Names in lower case."""
    content: bytes
    """The body: JSON."""

    def __repr__(self) -> str:
        return f"<MockAnswer {self.status} {len(self.content)} bytes>"


class MockService:
    """Plays every operation of an OpenAPI 3.1 document. Safe to use from several threads.

    `spec`: the document; None for the one that is shipped. `keys`: the keys that are let in; None
    for any that is not empty. `list_size`: how many items a made-up list has; it takes no memory.
    `page_size`: how many items a page of it has.

    Raises MockSpecError for a spec that cannot be played, ValueError for a wrong size.
    """

    def __init__(
        self,
        spec: dict[str, Any] | None = None,
        *,
        keys: Collection[str] | None = None,
        list_size: int = 1200,
        page_size: int = 50,
    ) -> None:
        if list_size < 0 or page_size < 1:
            raise ValueError("list_size= is 0 or more, page_size= 1 or more")
        if isinstance(keys, str):
            keys = (keys,)
        read = Spec(packaged_spec() if spec is None else spec)
        self._keys = None if keys is None else frozenset(keys)
        self._routes = read_routes(read)
        self._units_header = next((r.units_header for r in self._routes if r.units_header), None)
        self._answers = {
            id(route): Answer(read, route, self._routes, list_size, page_size)
            for route in self._routes
        }

    def handle(
        self, method: str, path: str, query: list[tuple[str, str]], headers: Mapping[str, str]
    ) -> MockAnswer:
        """Answer one request.

        `path` as it stands in the URL, without the query; `query`: names and values, unescaped;
        `headers`: names in any case. Raises MockSpecError where the spec contradicts itself.
        """
        plain = plain_path(path)
        found = [
            (route, match) for route in self._routes if (match := route.pattern.fullmatch(plain))
        ]
        if not found:
            return self._failure(404, _detail(HTTPStatus(404).phrase))
        for route, match in found:
            if route.method == method.upper():
                given = {"query": _grouped(query), "path": path_values(route, match)}
                lower = {name.lower(): [value] for name, value in headers.items()}
                return self._play(route, given, lower)
        refused = self._failure(405, _detail(HTTPStatus(405).phrase))
        allowed = dict.fromkeys(route.method for route, _ in found)
        return attrs.evolve(refused, headers={**refused.headers, "allow": ", ".join(allowed)})

    def _play(
        self, route: Route, given: dict[str, dict[str, list[str]]], headers: dict[str, list[str]]
    ) -> MockAnswer:
        if not self._let_in(route, {**given, "header": headers}):
            return self._failure(401, _refusal(route), route)
        values, faults = read_parameters(route.parameters, route.any_of, given)
        if faults:
            return self._failure(422, _detail(faults), route)
        try:
            content = self._answers[id(route)].content(values)
        except CursorError as error:
            assert route.page is not None
            fault = route.page.cursor.fault(
                f"Input should be a cursor of this list, {error}", "value_error"
            )
            return self._failure(422, _detail([fault]), route)
        return MockAnswer(200, self._headers(route.cost(values), route), content)

    def _let_in(self, route: Route, given: dict[str, dict[str, list[str]]]) -> bool:
        def right(place: str, name: str) -> bool:
            name = name.lower() if place == "header" else name
            key = given[place].get(name, [""])[-1].strip()
            return bool(key) and (self._keys is None or key in self._keys)

        ways = [all(right(place, name) for place, name in way) for way in route.keys]
        return any(ways) or not ways

    def _failure(self, status: int, body: Json, route: Route | None = None) -> MockAnswer:
        # Nothing but an answer is charged for.
        return MockAnswer(status, self._headers(0, route), msgspec.json.encode(body))

    def _headers(self, units: int, route: Route | None) -> dict[str, str]:
        name = route.units_header if route else self._units_header
        return {"content-type": "application/json", **({name: f"reqs={units}"} if name else {})}


def _grouped(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _detail(content: Any) -> Json:
    # The shape of the framework under the service, not of the service.
    return {service.FAULTS["list"]: content}


def _refusal(route: Route) -> Json:
    """A 401 body with the properties that its schema marks for a failure."""
    names = ", ".join(dict.fromkeys(name for way in route.keys for _, name in way))
    message = f"No key, or not a right one, in {names}"
    schema = route.refusal
    if not schema.get("x-message"):
        return _detail(message)
    body = {**schema.get("x-failure", {}), schema["x-message"][0]: message}
    if "x-kind" in schema:
        body[schema["x-kind"]] = HTTPStatus(401).phrase
    return body
