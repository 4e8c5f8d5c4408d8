"""The simulated service, without a server: from one request to one response, all by the spec."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from itertools import islice
from typing import Any
from urllib.parse import urlencode

import attrs

from hikerkit._utils.validation import is_int, require_int
from hikerkit.mock.errors import MockError
from hikerkit.mock.faults import inject
from hikerkit.mock.faults.faults import Fault, FaultPlan, FaultQueue, PageFault, parse_fault
from hikerkit.mock.keys import accepted_key, find_key, key_names
from hikerkit.mock.ledger import Ledger, Received, fingerprint
from hikerkit.mock.operations.parameters import read_parameters
from hikerkit.mock.operations.routes import Route, path_values, plain_path, read_routes
from hikerkit.mock.plans import Balances, Plan, find_balance
from hikerkit.mock.replies import MockResponse, Replies
from hikerkit.mock.responses.build import ResponseBuilder
from hikerkit.mock.responses.enrich import Enricher
from hikerkit.mock.responses.errors import CursorError, NotFound, NotVisible
from hikerkit.mock.responses.source import RenderContext
from hikerkit.mock.world.accounts import Account
from hikerkit.mock.world.world import World
from hikerkit.spec.document import Document, Json, packaged_spec

_FAULT_HEADER = "x-mock-fault"
_MAX_TARGETS = 100_000


@attrs.frozen
class _Call:
    """A request, and the operation that it is for."""

    route: Route | None
    key: str
    method: str
    target: str
    cost: int = 0


class MockService:
    """Serves every operation of an OpenAPI 3.1 document. Safe to use from several threads.

    Args:
        spec: The document; None for the one that is shipped.
        keys: The valid keys, or a mapping of each to its `Plan`; None for any key that is not
            empty. A key without a plan starts with the documented balance and has no rate limit.
        seed: Determines the world: its accounts, what they post, who follows whom.
        list_size: Items of every made-up list (it takes no memory); None for lengths that differ
            from account to account, as the profiles announce them.
        page_size: Items of a page.
        units: Request units that a key without a plan starts with; None: the documented balance.
        rate: Requests per second of a key without a plan; None for no limit.
        cut_at: Length at which the service truncates lists of followers; None: 50, for accounts
            of the kind "capped" only.
        faults: Seeded faults; add others with `service.faults.add(...)`, the request header
            `x-mock-fault` or the control endpoint.
        clock: Seconds, for the rate limit and the ledger.

    Raises:
        SpecError: The mock cannot serve the spec.
        ValueError: A seed or size is wrong.
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
        if not is_int(seed):
            raise ValueError(f"seed: expected an int, got {seed!r}")
        _require_sizes(1, page_size=page_size)
        _require_sizes(0, list_size=list_size or 0, cut_at=cut_at or 0)
        self._spec = Document(packaged_spec() if spec is None else spec)
        self._routes = read_routes(self._spec)
        self._world = World(self._spec, self._routes, seed, list_size)
        enricher = Enricher(self._spec, self._routes, self._world.kind)
        context = RenderContext(self._spec, self._routes, self._world, enricher, page_size, cut_at)
        self._builders = {id(route): ResponseBuilder(context, route) for route in self._routes}
        self.replies = Replies(self._spec, self._routes)
        self._balance_route, fields, documented = find_balance(self._spec, self._routes)
        self.balances = Balances(keys, fields, documented, units, rate)
        self.ledger = Ledger()
        self.faults = FaultQueue()
        self._plan, self._seed, self._clock = faults, seed, clock
        self._attempts: Counter[str] = Counter()
        self._generation = self._oldest_generation = 0
        self._lock = threading.Lock()

    # For tests.

    def accounts(self, kind: str = "public", count: int = 10) -> list[Account]:
        """Some accounts of one kind: public, business, private, capped or deleted.

        Raises ValueError for an unknown kind.
        """
        return list(islice(self._world.people.of_kind(kind), count))

    def expire_cursors(self) -> None:
        """Make all cursors expire that were returned so far."""
        with self._lock:
            self._generation += 1
            self._oldest_generation = self._generation

    def grow(self, percent: float) -> None:
        """Make the lists of made-up accounts, and the counts of them, longer by so many percent.

        Raises ValueError below 0 and above 1,000.
        """
        if not 0 <= percent <= 1_000:
            raise ValueError(f"percent: expected 0 to 1,000, got {percent!r:.40}")
        with self._lock:
            self._world.growth *= 1 + percent / 100

    def reset(self) -> None:
        """Empty the ledger, restore all balances and drop the faults that wait."""
        with self._lock:
            self.ledger = Ledger()
            self.balances.reset()
            self.faults.clear()
            self._attempts.clear()

    # One request.

    def handle(
        self, method: str, path: str, query: list[tuple[str, str]], headers: Mapping[str, str]
    ) -> MockResponse:
        """Serve one request.

        `path`: as in the URL, without the query; `query`: names and values, unescaped; `headers`:
        names in any case. Raises SpecError if the spec contradicts itself.
        """
        plain, target = plain_path(path), _target(path, query)
        matches = [
            (route, match) for route in self._routes if (match := route.pattern.fullmatch(plain))
        ]
        for route, match in matches:
            if route.method == method.upper():
                given = {
                    "query": _group(query),
                    "path": path_values(route, match),
                    "header": {name.lower(): [value] for name, value in headers.items()},
                }
                return self._serve(route, given, target)
        response = self.replies.error(None, 405 if matches else 404)
        if matches:
            response.headers["allow"] = ", ".join(dict.fromkeys(r.method for r, _ in matches))
        return self._record(_Call(None, self.find_key(headers), method, target), response)

    def find_key(self, headers: Mapping[str, str]) -> str:
        """The key in these headers; "" without one."""
        return find_key(self._routes, headers)

    def _serve(
        self, route: Route, given: dict[str, dict[str, list[str]]], target: str
    ) -> MockResponse:
        key = accepted_key(route, given, self.balances.accepts)
        if key is None:
            message = f"Missing or invalid key in {', '.join(key_names((route,)))}"
            return self._refuse(_Call(route, "", route.method, target), 401, message)
        values, wrong = read_parameters(route.parameters, route.any_of, given)
        call = _Call(route, key, route.method, target, 0 if wrong else route.cost(values))
        try:
            fault = self._choose_fault(route, target, given["header"].get(_FAULT_HEADER, [""])[-1])
        except MockError as error:
            return self._refuse(call, 400, str(error))
        with self._lock:
            balance = self.balances.get(key)
            wait = balance.wait(self._clock())
        if wait:
            return self._refuse(call, 429)
        if fault and fault.kind == "status":
            return self._fail(call, route, fault)
        if wrong:
            return self._refuse(call, 422, wrong)
        with self._lock:
            paid = balance.spend(call.cost)
        if not paid:
            return self._refuse(call, 402)
        units = 0
        try:
            response, units = self._respond(call, route, values, fault)
        finally:
            if units < call.cost:
                with self._lock:
                    balance.refund(call.cost - units)
        return response

    def _respond(
        self, call: _Call, route: Route, values: Json, fault: Fault | None
    ) -> tuple[MockResponse, int]:
        """The response, and the units that it is charged."""
        page = route.page
        try:
            if fault and fault.kind == "expired-cursor" and page and values.get(page.cursor.name):
                raise CursorError("this one has expired")
            body = self._build(call, route, values, fault)
        except CursorError as error:
            assert page is not None
            message = f"Input should be a cursor of this list, {error}"
            return self._refuse(call, 422, [page.cursor.fault(message, "value_error")]), 0
        except NotFound:
            return self._refuse(call, 404), 0
        except NotVisible:
            return self._refuse(call, 403), 0
        units = call.cost
        if fault is not None:
            validator = self._spec.validator(route.schema)
            body = inject.change_body(fault, body, validator, self._seed, call.target)
            charged = fault.kind != "reset" if fault.charged is None else fault.charged
            units = call.cost if charged else 0
        response = self.replies.success(route, body, units, fault)
        return self._record(call, response, units, fault), units

    def _build(self, call: _Call, route: Route, values: Json, fault: Fault | None) -> Any:
        if route is self._balance_route:
            with self._lock:
                return self.balances.body(call.key)
        return self._builders[id(route)].build(
            values, PageFault.of(fault), self._generation, self._oldest_generation
        )

    def _fail(self, call: _Call, route: Route, fault: Fault) -> MockResponse:
        """The error that the fault asks for; it is charged only on request."""
        response = self.replies.fault(route, fault, call.target)
        units = call.cost if fault.charged else 0
        with self._lock:
            units = units if self.balances.get(call.key).spend(units) else 0
        return self._record(call, response, units, fault)

    def _refuse(self, call: _Call, status: int, message: Any = None) -> MockResponse:
        return self._record(call, self.replies.error(call.route, status, message))

    def _record(
        self, call: _Call, response: MockResponse, units: int = 0, fault: Fault | None = None
    ) -> MockResponse:
        """Add the request to the ledger, and return its response."""
        with self._lock:
            self.ledger.add(
                Received(
                    number=self.ledger.requests + 1,
                    time=self._clock(),
                    key=fingerprint(call.key),
                    method=call.method,
                    target=call.target,
                    operation=call.route.id if call.route else None,
                    status=response.status,
                    units=units,
                    delivered=response.broken is None,
                    fault=fault.text if fault else None,
                )
            )
        return response

    def _choose_fault(self, route: Route, target: str, header: str) -> Fault | None:
        if header:
            return parse_fault(header)
        with self._lock:
            queued = self.faults.take(route.id)
            if queued or self._plan is None:
                return queued
            if len(self._attempts) >= _MAX_TARGETS:
                self._attempts.clear()
            self._attempts[target] += 1
            return self._plan.choose(target, self._attempts[target])


def _require_sizes(least: int, **sizes: Any) -> None:
    for name, value in sizes.items():
        require_int(name, value, least)


def _group(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return grouped


def _target(path: str, query: list[tuple[str, str]]) -> str:
    """Path and query, spelled the same in whatever order the query is."""
    return f"{path}?{urlencode(sorted(query))}" if query else path
