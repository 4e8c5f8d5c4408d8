"""The service itself, without a server: from a request to a response, all of it from the spec."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from http import HTTPStatus
from itertools import islice
from typing import Any
from urllib.parse import urlencode

import attrs

from hikerkit.mock.errors import MockError
from hikerkit.mock.faults import inject
from hikerkit.mock.faults.faults import Fault, FaultPlan, FaultQueue, read_fault
from hikerkit.mock.ledger import Ledger, Received, fingerprint
from hikerkit.mock.operations.failures import detail, failure_body
from hikerkit.mock.operations.parameters import read_parameters
from hikerkit.mock.operations.routes import Route, path_values, plain_path, read_routes
from hikerkit.mock.plans import Balances, Plan
from hikerkit.mock.responses.build import Answer, NotShown, NotThere, RenderContext, encoded
from hikerkit.mock.responses.cursors import CursorError
from hikerkit.mock.responses.enrich import Enricher
from hikerkit.mock.server.control import CONTROL, controlled
from hikerkit.mock.world.accounts import Account
from hikerkit.mock.world.world import World
from hikerkit.spec.document import Document, Json, packaged_spec

FAULT_HEADER = "x-mock-fault"
_JSON = {"content-type": "application/json"}
_MOST_TARGETS = 100_000


@attrs.frozen(repr=False)
class MockResponse:
    """What the mock answers, and how it goes out."""

    status: int
    """HTTP status."""
    headers: dict[str, str]
    """Names in lower case."""
    content: bytes
    """The body."""
    delay: float = 0.0
    """Seconds before it goes out."""
    pause: float = 0.0
    """Seconds in the middle of the body."""
    broken: str | None = None
    """Where the connection breaks: "before" the response or "within" its body."""

    def __repr__(self) -> str:
        return f"<MockResponse {self.status} {len(self.content)} bytes>"


@attrs.frozen
class _Call:
    """A request that found its operation."""

    route: Route
    key: str
    method: str
    target: str
    cost: int


class MockService:
    """Plays every operation of an OpenAPI 3.1 document. Safe to use from several threads.

    Args:
        spec: The document; None for the one that is shipped.
        keys: The keys that are let in, as a mapping each with its `Plan`; None for any key that is
            not empty. A key without a plan has what the documented balance shows, and no rate.
        seed: Makes the world: its people, what they post, who follows whom.
        list_size: How many items every made-up list has (it takes no memory); None for lists whose
            length differs from account to account, as their profiles announce it.
        page_size: How many items a page has.
        units: Request units that a key without a plan starts with; None: the documented balance.
        rate: Requests a second of a key without a plan; None for as many as one likes.
        cut_at: Where the service cuts off lists of followers; None: at 50, of some accounts.
        faults: Faults by seed; others are asked for with `service.faults.add(...)`, the request
            header `x-mock-fault` or the control endpoint.
        clock: Seconds, for the rate and the ledger.

    Raises:
        SpecError: The spec cannot be played.
        ValueError: A size is wrong.
    """

    def __init__(
        self,
        spec: dict[str, Any] | None = None,
        *,
        keys: str | Collection[str] | Mapping[str, Plan] | None = None,
        seed: int = 1,
        list_size: int | None = None,
        page_size: int = 50,
        cut_at: int | None = None,
        units: int | None = None,
        rate: float | None = None,
        faults: FaultPlan | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        _check_whole(None, seed=seed)
        _check_whole(1, page_size=page_size)
        _check_whole(0, list_size=list_size or 0, cut_at=cut_at or 0)
        self._spec = Document(packaged_spec() if spec is None else spec)
        self._routes = read_routes(self._spec)
        self._world = World(self._spec, self._routes, seed, list_size)
        fuller = Enricher(self._spec, self._routes, self._world.kind)
        stage = RenderContext(self._spec, self._routes, self._world, fuller, page_size, cut_at)
        self._answers = {id(route): Answer(stage, route) for route in self._routes}
        self._units_header = next((r.units_header for r in self._routes if r.units_header), None)
        self._balance = next((r for r in self._routes if self._account_words(r)), None)
        words, shown = self._account_words(self._balance), {}
        if self._balance and self._balance.examples:
            shown = self._balance.examples[0].body
        self.purses = Balances(keys, words, shown, units, rate)
        self._words, self._shown = words, shown
        self.ledger = Ledger()
        self.faults = FaultQueue()
        self._plan, self._seed, self._clock = faults, seed, clock
        self._times: Counter[str] = Counter()
        self._born = self._oldest = 0
        self._lock = threading.Lock()

    # What a test asks for.

    def accounts(self, kind: str = "public", count: int = 10) -> list[Account]:
        """Some accounts of one kind: public, business, private, capped or deleted.

        Raises ValueError for a kind that is none.
        """
        return list(islice(self._accounts(kind), count))

    def _accounts(self, kind: str) -> Iterator[Account]:
        return self._world.people.of_kind(kind)

    def expire_cursors(self) -> None:
        """No cursor that was made so far is taken any more."""
        with self._lock:
            self._born += 1
            self._oldest = self._born

    def grow(self, percent: float) -> None:
        """Make the lists of made-up accounts longer, and the counts of them, as time does.

        Raises ValueError for less than 0, or more than 1,000.
        """
        if not 0 <= percent <= 1_000:
            raise ValueError(f"percent={percent!r:.40}: expected 0 to 1,000")
        with self._lock:
            self._world.growth *= 1 + percent / 100

    def reset(self) -> None:
        """An empty ledger, full purses, no faults that wait."""
        with self._lock:
            self.ledger = Ledger()
            self.purses.refill()
            self.faults.clear()
            self._times.clear()

    # Answers.

    def handle(
        self, method: str, path: str, query: list[tuple[str, str]], headers: Mapping[str, str]
    ) -> MockResponse:
        """Answer one request.

        `path` as it stands in the URL, without the query; `query`: names and values, unescaped;
        `headers`: names in any case. Raises SpecError where the spec contradicts itself.
        """
        plain = plain_path(path)
        lower = {name.lower(): [value] for name, value in headers.items()}
        if plain.startswith(CONTROL):
            status, made = controlled(self, method.upper(), plain, dict(query), self._key(lower))
            return MockResponse(status, dict(_JSON), encoded(made))
        target = _target(path, query)
        found = [
            (route, match) for route in self._routes if (match := route.pattern.fullmatch(plain))
        ]
        for route, match in found:
            if route.method == method.upper():
                given = {
                    "query": _grouped(query),
                    "path": path_values(route, match),
                    "header": lower,
                }
                return self._play(route, given, target)
        status = 405 if found else 404
        headers_ = self._headers(0, None)
        if found:
            headers_["allow"] = ", ".join(dict.fromkeys(route.method for route, _ in found))
        body = detail(HTTPStatus(status).phrase)
        made_up = MockResponse(status, headers_, encoded(body))
        self._book(made_up, self._key(lower), method, target, None, 0)
        return made_up

    def _play(
        self, route: Route, given: dict[str, dict[str, list[str]]], target: str
    ) -> MockResponse:
        key = self._let_in(route, given)
        if key is None:
            names = ", ".join(dict.fromkeys(name for way in route.keys for _, name in way))
            message = f"No key, or not a right one, in {names}"
            return self._refuse(_Call(route, "", route.method, target, 0), 401, message)
        values, wrong = read_parameters(route.parameters, route.any_of, given)
        cost = 0 if wrong else route.cost(values)
        call = _Call(route, key, route.method, target, cost)
        try:
            fault = self._fault(call, given["header"].get(FAULT_HEADER, [""])[-1])
        except MockError as error:
            return self._refuse(call, 400, str(error))
        with self._lock:
            purse = self.purses.of(key)
            wait = purse.wait(self._clock())
        if wait:
            return self._refuse(call, 429)
        if fault and fault.kind == "status":
            return self._fail(call, fault)
        if wrong:
            return self._refuse(call, 422, wrong)
        with self._lock:
            paid = purse.pay(cost)
        if not paid:
            return self._refuse(call, 402)
        units = 0
        try:
            made, units = self._answer(call, values, fault)
        finally:
            if units < cost:
                with self._lock:
                    purse.give_back(cost - units)
        return made

    def _answer(self, call: _Call, values: Json, fault: Fault | None) -> tuple[MockResponse, int]:
        """The response, and the units that it is charged."""
        route, page = call.route, call.route.page
        try:
            if fault and fault.kind == "expired-cursor" and page and values.get(page.cursor.name):
                raise CursorError("this one has expired")
            body = self._body(call, values, fault)
        except CursorError as error:
            assert page is not None
            message = f"Input should be a cursor of this list, {error}"
            return self._refuse(call, 422, [page.cursor.fault(message, "value_error")]), 0
        except NotThere:
            return self._refuse(call, 404), 0
        except NotShown:
            return self._refuse(call, 403), 0
        if fault is None:
            return self._charged(call, encoded(body))
        body = inject.drifted(
            fault, body, self._spec.validator(route.schema), self._seed, call.target
        )
        return self._charged(call, encoded(body), fault)

    def _body(self, call: _Call, values: Json, fault: Fault | None) -> Any:
        if call.route is self._balance:
            with self._lock:
                return self.purses.of(call.key).balance(self._words, self._shown)
        return self._answers[id(call.route)].content(
            values, inject.twist_of(fault), born=self._born, oldest=self._oldest
        )

    def _charged(
        self, call: _Call, content: bytes, fault: Fault | None = None
    ) -> tuple[MockResponse, int]:
        free = fault is not None and (
            fault.charged is False or (fault.charged is None and fault.kind == "reset")
        )
        units = 0 if free else call.cost
        made = MockResponse(200, self._headers(units, call.route), content)
        if fault is not None:
            spoilt, headers = inject.packed(fault, content, made.headers)
            made = MockResponse(
                200,
                headers,
                spoilt,
                delay=fault.value if fault.kind == "delay" else 0.0,
                pause=fault.value if fault.kind == "slow-body" else 0.0,
                broken={"reset": "before", "reset-body": "within"}.get(fault.kind),
            )
        self._book(made, call.key, call.method, call.target, call.route, units, fault)
        return made, units

    def _fail(self, call: _Call, fault: Fault) -> MockResponse:
        status = int(fault.value)
        units = call.cost if fault.charged else 0
        headers = dict(_JSON) | inject.retry_after(fault, time.time())
        if status == HTTPStatus.TEMPORARY_REDIRECT:
            headers["location"] = call.target
        body = failure_body(self._spec, call.route, status)
        made = MockResponse(status, headers, encoded(body))
        with self._lock:
            units = units if self.purses.of(call.key).pay(units) else 0
            self._add(made, call.key, call.method, call.target, call.route, units, fault)
        return made

    def _refuse(self, call: _Call, status: int, message: Any = None) -> MockResponse:
        if isinstance(message, list):
            body = detail(message)
        else:
            body = failure_body(self._spec, call.route, status, message)
        made = MockResponse(status, self._headers(0, call.route), encoded(body))
        self._book(made, call.key, call.method, call.target, call.route, 0)
        return made

    # Keys, faults, the ledger.

    def _fault(self, call: _Call, header: str) -> Fault | None:
        if header:
            return read_fault(header)
        with self._lock:
            waiting = self.faults.take(call.route.id)
            if waiting or self._plan is None:
                return waiting
            if len(self._times) >= _MOST_TARGETS:
                self._times.clear()
            self._times[call.target] += 1
            return self._plan.choose(call.target, self._times[call.target])

    def _let_in(self, route: Route, given: dict[str, dict[str, list[str]]]) -> str | None:
        """The key that lets the request in; None where none does."""

        def key_at(place: str, name: str) -> str:
            name = name.lower() if place == "header" else name
            return given[place].get(name, [""])[-1].strip()

        for way in route.keys:
            held = [key_at(place, name) for place, name in way]
            if all(map(self.purses.lets_in, held)):
                return held[0] if held else ""
        return None if route.keys else ""

    def _key(self, headers: dict[str, list[str]]) -> str:
        """The key of a request that found no operation."""
        names = {name.lower() for route in self._routes for way in route.keys for _, name in way}
        return next((headers[name][-1].strip() for name in names if name in headers), "")

    def _headers(self, units: int, route: Route | None) -> dict[str, str]:
        name = route.units_header if route else self._units_header
        return {**_JSON, **({name: f"reqs={units}"} if name else {})}

    def _book(
        self,
        made: MockResponse,
        key: str,
        method: str,
        target: str,
        route: Route | None,
        units: int,
        fault: Fault | None = None,
    ) -> None:
        with self._lock:
            self._add(made, key, method, target, route, units, fault)

    def _add(
        self,
        made: MockResponse,
        key: str,
        method: str,
        target: str,
        route: Route | None,
        units: int,
        fault: Fault | None,
    ) -> None:
        self.ledger.add(
            Received(
                number=self.ledger.requests + 1,
                time=self._clock(),
                key=fingerprint(key),
                method=method,
                target=target,
                operation=route.id if route else None,
                status=made.status,
                units=units,
                told=made.broken is None,
                fault=fault.text if fault else None,
            )
        )

    def _account_words(self, route: Route | None) -> Json:
        found: Json = self._spec.resolve(route.schema).get("x-account", {}) if route else {}
        return found


def _check_whole(least: int | None, **given: Any) -> None:
    for name, value in given.items():
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError(f"{name}={value!r}: expected an int")
        if least is not None and value < least:
            raise ValueError(f"{name}={value!r}: expected {least} or more")


def _grouped(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _target(path: str, query: list[tuple[str, str]]) -> str:
    """What was asked for, spelled alike however the query is ordered."""
    return f"{path}?{urlencode(sorted(query))}" if query else path
