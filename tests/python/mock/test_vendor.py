"""The vendor's own client works on the mock, method by method."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import attrs
import httpx
import pytest

hikerapi = pytest.importorskip("hikerapi", reason="the vendor's client is not installed")

from hikerkit_api import api
from hikerkit_api.core.operation import Operation

from hikerkit.mock import MockResponse, MockService, serve
from tests.conftest import SPEC, documented
from tests.sync_async import KEY

BODIES = documented()
OPERATIONS = {operation.path: operation for operation in api.operations()}

# What this version is known to have, so that an empty search is noticed.
SINGLE = {
    "user_a2",
    "user_by_id_v2",
    "user_by_username_v2",
    "user_clips_v2",
    "user_explore_businesses_by_id_v2",
    "user_following_v2",
    "user_highlights_by_username_v2",
    "user_highlights_v2",
    "user_stories_by_username_v2",
    "user_stories_v2",
    "user_suggested_profiles_v2",
    "user_tag_medias_v2",
    "userstream_by_id_v2",
    "userstream_by_username_v2",
}
PAGINATED = {"user_clips", "user_followers", "user_following", "user_highlights", "user_tag_medias"}
# It looks for followers under a name that the documented response does not have.
BROKEN = {"user_followers"}
# Methods that send no request.
LOCAL = {"save_media", "aclose"}


# What it has.


class _Requested(Exception):
    """A method requested a path."""


def _methods(cls: Any) -> Iterator[tuple[str, bool, str | None]]:
    """Each public method: its name, whether it reads all pages, and the path that it requests."""

    def single(self: Any, method: str, path: str, **rest: Any) -> Any:
        raise _Requested(False, path)

    def paginate(self: Any, path: str, **rest: Any) -> Any:
        raise _Requested(True, path)

    spy = type("Spy", (cls,), {"_request": single, "_paging_request": paginate})
    client = spy(token=KEY)
    for name, method in inspect.getmembers(client, inspect.ismethod):
        if name.startswith("_") or name in LOCAL:
            continue
        required = [
            p for p in inspect.signature(method).parameters.values() if p.default is p.empty
        ]
        try:
            made = method(**{p.name: "x" for p in required})
            if inspect.iscoroutine(made):
                made.send(None)
        except _Requested as requested:
            paginated, path = requested.args
            yield name, paginated, path
        else:
            yield name, False, None


def _ours(cls: Any) -> dict[str, tuple[bool, Operation[Any]]]:
    """Its methods for the operations of the spec."""
    found = _methods(cls)
    return {name: (paginated, OPERATIONS[p]) for name, paginated, p in found if p in OPERATIONS}


METHODS = _ours(hikerapi.Client)
FOUND_SINGLE = sorted(name for name, (paginated, _) in METHODS.items() if not paginated)
FOUND_PAGINATED = sorted(name for name, (paginated, _) in METHODS.items() if paginated)


@pytest.mark.parametrize("cls", [hikerapi.Client, hikerapi.AsyncClient])
def test_each_of_its_methods_for_our_paths_is_in_these_tests(cls: Any) -> None:
    # Without this, a new version's method for one of our paths could go untried.
    assert all(path for _, _, path in _methods(cls))
    assert _ours(cls) == METHODS
    assert set(FOUND_SINGLE) == SINGLE
    assert set(FOUND_PAGINATED) == PAGINATED


# How it is connected to the mock.


@attrs.frozen
class Exchange:
    """One request and the mock's response."""

    path: str
    query: dict[str, str]
    key: str | None
    response: MockResponse

    @property
    def body(self) -> Any:
        return json.loads(self.response.content)


class Ledger(MockService):
    """A mock that keeps all exchanges."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.exchanges: list[Exchange] = []

    def handle(self, method: str, path: str, query: Any, headers: Any) -> MockResponse:
        response = super().handle(method, path, query, headers)
        key = headers.get("x-access-key")
        self.exchanges.append(Exchange(path, dict(query), key, response))
        return response

    @property
    def only(self) -> Exchange:
        (exchange,) = self.exchanges
        return exchange


def _transport(service: MockService) -> httpx.MockTransport:
    """Serves within the process; httpx accepts it for both of its clients."""

    def call(request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode("ascii").partition("?")[0]
        query = request.url.params.multi_items()
        made = service.handle(request.method, path, query, request.headers)
        return httpx.Response(made.status, headers=made.headers, content=made.content)

    return httpx.MockTransport(call)


Call = Callable[..., Any]


def _caller(kind: str, token: str = KEY, **options: Any) -> Call:
    """Calls a method of the vendor's client, whose own httpx client is replaced."""

    def call(name: str, /, **arguments: Any) -> Any:
        client = hikerapi.Client(token=token)
        client._client.close()
        with httpx.Client(trust_env=False, **options) as client._client:
            return getattr(client, name)(**arguments)

    async def call_async(name: str, arguments: dict[str, Any]) -> Any:
        client = hikerapi.AsyncClient(token=token)
        await client._client.aclose()
        client._client = httpx.AsyncClient(trust_env=False, **options)
        async with client:
            return await getattr(client, name)(**arguments)

    if kind == "sync":
        return call
    return lambda name, /, **arguments: anyio.run(call_async, name, arguments)


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def mock(kind: str, token: str = KEY, **settings: Any) -> tuple[Ledger, Call]:
    service = Ledger(keys=[KEY], **settings)
    # The URL that the client forces.
    options = {"transport": _transport(service), "base_url": hikerapi.Client(token=KEY)._url}
    return service, _caller(kind, token, **options)


def required_arguments(operation: Operation[Any]) -> dict[str, Any]:
    """The required arguments, as in the documented request."""
    examples = {
        p.name: p.example
        for p in operation.parameters
        if p.required or p.argument in operation.any_of[:1]
    }
    response = SPEC["paths"][operation.path][operation.method.lower()]["responses"]["200"]
    for node in response["content"]["application/json"].get("examples", {}).values():
        name = node["$ref"].rpartition("/")[2]
        examples |= SPEC["components"]["examples"][name].get("x-request", {})
    return examples


def optional_arguments(name: str, operation: Operation[Any]) -> dict[str, Any]:
    """Optional arguments that both the method and the spec have."""
    takes = inspect.signature(getattr(hikerapi.Client, name)).parameters
    values: dict[str, Any] = {"boolean": True, "integer": 2}
    return {
        p.name: values[p.kind]
        for p in operation.parameters
        if not p.required and p.argument not in operation.any_of and p.name in takes
    }


# One call.


@pytest.mark.parametrize("name", FOUND_SINGLE)
def test_a_call_returns_what_the_mock_sent(kind: str, name: str) -> None:
    _, operation = METHODS[name]
    service, call = mock(kind)
    response = call(name, **required_arguments(operation))
    sent = service.only
    assert (sent.path, sent.query, sent.key) == (operation.path, required_arguments(operation), KEY)
    assert sent.response.status == 200
    assert response == sent.body
    if operation.page is None:
        assert response == BODIES[operation.id]
    else:
        assert response.keys() == BODIES[operation.id].keys()
    assert sent.response.headers["x-hiker-info"] == f"reqs={operation.cost({})}"


@pytest.mark.parametrize("name", FOUND_SINGLE)
def test_its_optional_arguments_are_understood(kind: str, name: str) -> None:
    _, operation = METHODS[name]
    service, call = mock(kind)
    given = {**required_arguments(operation), **optional_arguments(name, operation)}
    assert call(name, **given) == service.only.body
    assert service.only.query.keys() == given.keys()
    assert service.only.response.status == 200
    assert service.only.response.headers["x-hiker-info"] == f"reqs={operation.cost(given)}"


@pytest.mark.parametrize("name", [name for name in FOUND_SINGLE if METHODS[name][1].page])
def test_a_page_leads_to_the_next(kind: str, name: str) -> None:
    _, operation = METHODS[name]
    service, call = mock(kind, list_size=120)
    first = call(name, **required_arguments(operation))
    second = call(name, **required_arguments(operation), page_id=first["next_page_id"])
    assert [exchange.body for exchange in service.exchanges] == [first, second]
    assert second["response"] != first["response"]
    assert second["next_page_id"] != first["next_page_id"]


def test_over_a_socket(kind: str) -> None:
    service = Ledger(keys=[KEY], list_size=120)
    with serve(service) as url:
        call = _caller(kind, base_url=url)
        for name in FOUND_SINGLE:
            service.exchanges.clear()
            assert call(name, **required_arguments(METHODS[name][1])) == service.only.body
            assert service.only.response.status == 200
        service.exchanges.clear()
        all_users = call("user_following", user_id="787132")
        assert all_users == [u for e in service.exchanges for u in e.body["response"]["users"]]
        assert len(service.exchanges) > 1


# All pages.


def at(node: Any, way: tuple[str, ...]) -> Any:
    for step in way:
        node = node[step]
    return node


def items_sent(service: Ledger, operation: Operation[Any]) -> list[Any]:
    """What the mock sent, over all pages."""
    page = operation.page
    if page is None:
        # The spec has no pages of highlights; the client reads this field of the only response.
        return list(service.only.body["response"]["tray"])
    bodies = [exchange.body for exchange in service.exchanges]
    return [at(entry, page.item) for body in bodies for entry in at(body, page.items)]


@pytest.mark.parametrize("name", sorted(set(FOUND_PAGINATED) - BROKEN))
def test_its_pagination_reads_all_pages(kind: str, name: str) -> None:
    _, operation = METHODS[name]
    service, call = mock(kind, list_size=120)
    items = call(name, **required_arguments(operation))
    # It leaves out an item whose pk came before, so a repetition would be missing here.
    assert items == items_sent(service, operation)
    assert len({str(item["pk"]) for item in items}) == len(items) > 0
    assert all(exchange.response.status == 200 for exchange in service.exchanges)
    assert (len(service.exchanges) > 1) == (operation.page is not None)
    *before, last = [exchange.body["next_page_id"] for exchange in service.exchanges]
    assert last is None and None not in before
    assert len(set(before)) == len(before)


@pytest.mark.parametrize(
    "name", [n for n in sorted(set(FOUND_PAGINATED) - BROKEN) if METHODS[n][1].page]
)
def test_its_pagination_stops_at_its_count(kind: str, name: str) -> None:
    _, operation = METHODS[name]
    service, call = mock(kind, list_size=120)
    items = call(name, **required_arguments(operation), count=60)
    sent = items_sent(service, operation)
    assert items == sent[:60] and len(items) == 60
    service.exchanges.pop()
    assert len(items_sent(service, operation)) < 60  # the last page was needed


@pytest.mark.parametrize("count", [None, 10])
@pytest.mark.parametrize("name", sorted(BROKEN))
def test_its_pagination_of_followers_fails_on_the_documented_response(
    kind: str, name: str, count: int | None
) -> None:
    # It reads `response.items`; the documented response has `response.users`. This is its own
    # bug, not the mock's: the same happens with the service, after the page was charged.
    _, operation = METHODS[name]
    service, call = mock(kind, list_size=120)
    with pytest.raises(TypeError, match="NoneType"):
        call(name, **required_arguments(operation), count=count)
    assert service.only.response.status == 200
    assert service.only.response.headers["x-hiker-info"] == f"reqs={operation.cost({})}"
    assert "items" not in service.only.body["response"]
    assert "items" not in BODIES[operation.id]["response"]


# Errors: it raises nothing and returns the body as data.


@pytest.mark.parametrize(
    ("token", "arguments", "status"),
    [("another-key", {"id": "787132"}, 401), (KEY, {"id": "not digits"}, 422)],
)
def test_an_error_is_returned_as_the_mock_sent_it(
    kind: str, token: str, arguments: dict[str, str], status: int
) -> None:
    service, call = mock(kind, token=token)
    assert call("user_by_id_v2", **arguments) == service.only.body
    assert service.only.response.status == status
