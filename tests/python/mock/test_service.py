"""The mock serves exactly what the spec describes: by calls, transports and a socket."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest

from hikerkit.mock import (
    AsyncMockTransport,
    MockError,
    MockResponse,
    MockService,
    MockTransport,
    SpecError,
    run,
    serve,
)
from hikerkit.mock.responses.cursors import Cursor
from hikerkit.spec.document import Document, packaged_spec
from hikerkit.transports.base import AsyncTransport, Request, Transport

DOCUMENT = packaged_spec()
SPEC = Document(DOCUMENT)
KEY = {next(iter(DOCUMENT["components"]["securitySchemes"].values()))["name"].title(): "any"}
OPERATIONS = {
    operation["operationId"]: (path, method, operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
}
FOLLOWERS = "/v2/user/followers"
HIGHLIGHTS = "/v2/user/highlights"

Query = list[tuple[str, str]]


def get(
    service: MockService, path: str, query: Query | None = None, key: dict[str, str] = KEY
) -> MockResponse:
    return service.handle("GET", path, query or [], key)


def body(response: MockResponse) -> Any:
    assert response.status == 200, response.content
    return json.loads(response.content)


def faults(response: MockResponse) -> list[tuple[str, str]]:
    assert response.status == 422
    assert response.headers["x-hiker-info"] == "reqs=0"
    detail = json.loads(response.content)["detail"]
    assert all(entry.keys() == {"loc", "msg", "type"} for entry in detail)
    return [(".".join(entry["loc"]), entry["type"]) for entry in detail]


def example_of(operation: dict[str, Any]) -> dict[str, Any]:
    media = operation["responses"]["200"]["content"]["application/json"]
    return SPEC.dereference(next(iter(media.get("examples", {}).values()), {}))


def arguments(operation: dict[str, Any]) -> Query:
    """What the spec gives as examples for all that has to be given."""
    required = operation.get("x-any-of", [])[:1]
    parameters = [SPEC.dereference(node) for node in operation.get("parameters", [])]
    request = example_of(operation).get("x-request", {})
    return [
        (p["name"], str(request.get(p["name"], p["example"])))
        for p in parameters
        if p.get("required") or p["name"] in required
    ]


def page_link(operation: dict[str, Any]) -> dict[str, Any] | None:
    links = operation["responses"]["200"].get("links", {}).values()
    return next((link for link in map(SPEC.dereference, links) if "x-page" in link), None)


def at(node: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        node = node[step]
    return node


PAGED = [name for name, (_, _, operation) in OPERATIONS.items() if page_link(operation)]


@pytest.fixture(scope="module")
def service() -> MockService:
    return MockService(list_size=1200)


# Responses.


DOCUMENTED = [name for name, (_, _, operation) in OPERATIONS.items() if example_of(operation)]


@pytest.mark.parametrize("name", DOCUMENTED)
def test_documented_responses_are_exact(service: MockService, name: str) -> None:
    path, method, operation = OPERATIONS[name]
    response = service.handle(method, path, arguments(operation), {next(iter(KEY)): name})
    example = example_of(operation)["value"]
    text = json.dumps(example, ensure_ascii=False, separators=(",", ":"))
    assert response.status == 200
    assert response.content.decode() == text
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-hiker-info"] == f"reqs={operation['x-cost']['units']}"


@pytest.mark.parametrize("name", PAGED)
def test_a_list_can_be_read_to_its_end(service: MockService, name: str) -> None:
    path, method, operation = OPERATIONS[name]
    link = page_link(operation)
    assert link is not None
    entries: list[Any] = []
    (parameter, pointer), *_ = [
        (n, v.partition("#")[2]) for n, v in link["parameters"].items() if v.startswith("$response")
    ]
    query, pages = arguments(operation), 0
    while True:
        response = body(service.handle(method, path, query, KEY))
        entries += at(response, link["x-page"]["items"])
        pages += 1
        cursor = at(response, pointer)
        if cursor is None:
            break
        query = [*arguments(operation), (parameter, cursor)]
    items = [at(entry, link["x-page"].get("item", "")) for entry in entries]
    # The first page of a documented account is the documented one, with its three items.
    assert (pages, len(items)) == (25 if example_of(operation) else 24, 1200)
    assert len({item["pk"] for item in items}) == 1200
    assert len({item["id"] for item in items}) == 1200
    assert all(str(item["id"]).split("_")[0] == str(item["pk"]) for item in items)


def test_a_first_page_is_as_long_as_others_for_made_up_accounts(service: MockService) -> None:
    for path in (OPERATIONS[name][0] for name in PAGED):
        page = body(get(service, path, [("user_id", "1")]))
        assert next(len(v) for v in page["response"].values() if isinstance(v, list)) == 50


def test_followers_are_distinct_accounts_and_keep_their_types(service: MockService) -> None:
    documented = SPEC.dereference({"$ref": "#/components/examples/UserFollowers"})["value"]
    page = body(get(service, FOLLOWERS, [("user_id", "1")]))
    assert page.keys() == documented.keys()
    assert {**page["response"], "users": 0} == {**documented["response"], "users": 0}
    users = page["response"]["users"]
    assert len({user["username"] for user in users}) == len(users) == 50
    for user, example in zip(users, documented["response"]["users"] * 17, strict=False):
        assert {name: type(value) for name, value in user.items()} == {
            name: type(value) for name, value in example.items()
        }


def test_the_last_page_of_a_huge_list_is_computed_directly() -> None:
    huge = MockService(list_size=10_000_000)
    query = [("user_id", "1")]
    cursor = str(Cursor("user_followers", {"user_id": "1"}, 9_999_950))
    last = body(get(huge, FOLLOWERS, [*query, ("page_id", cursor)]))
    assert len(last["response"]["users"]) == 50
    assert last["next_page_id"] is None


def test_list_size_and_page_size() -> None:
    odd = MockService(list_size=5, page_size=3)
    first = body(get(odd, FOLLOWERS, [("user_id", "1"), ("page_id", "")]))
    second = body(get(odd, FOLLOWERS, [("page_id", first["next_page_id"])]))
    assert [len(page["response"]["users"]) for page in (first, second)] == [3, 2]
    empty = body(get(MockService(list_size=0), FOLLOWERS, [("user_id", "1")]))
    assert (empty["response"]["users"], empty["next_page_id"]) == ([], None)
    for sizes in ({"list_size": -1}, {"page_size": 0}):
        with pytest.raises(ValueError, match=next(iter(sizes))):
            MockService(**sizes)  # type: ignore[arg-type]


def test_a_cursor_belongs_to_its_list(service: MockService) -> None:
    first = body(get(service, FOLLOWERS, [("user_id", "1")]))
    cursor = first["next_page_id"]
    second = body(get(service, FOLLOWERS, [("user_id", "1"), ("page_id", cursor)]))
    alone = body(get(service, FOLLOWERS, [("page_id", cursor)]))
    assert alone == second
    assert second["response"]["users"][0] not in first["response"]["users"]
    damaged = [
        cursor[:-1],
        cursor + "A",
        cursor[1:],
        cursor.swapcase(),
        "25",
        "\u0664",
        "=",
        "A" * 8,
    ]
    past_the_end = str(Cursor("user_followers", {"user_id": "1"}, 1200))
    for invalid in [*damaged, past_the_end]:
        response = get(service, FOLLOWERS, [("user_id", "1"), ("page_id", invalid)])
        assert faults(response) == [("query.page_id", "value_error")], invalid
    for path, user in ((FOLLOWERS, "2"), ("/v2/user/following", "1")):
        response = get(service, path, [("user_id", user), ("page_id", cursor)])
        assert faults(response) == [("query.page_id", "value_error")]


# Key, path and method.


def test_a_key_is_needed(service: MockService) -> None:
    (name,) = KEY
    strict = MockService(keys={"right"})
    for mock, headers in (
        (service, {}),
        (service, {name: ""}),
        (service, {name: " "}),
        (strict, {name: "wrong"}),
        (MockService(keys=[]), KEY),
        (MockService(keys="right"), {name: "r"}),
    ):
        response = get(mock, "/a2/user", key=headers)  # the key comes before the parameters
        assert response.status == 401
        assert response.headers["x-hiker-info"] == "reqs=0"
        refusal = json.loads(response.content)
        assert SPEC.validator({"$ref": "#/components/schemas/ErrorBody"}).is_valid(refusal)
        assert "x-access-key" in refusal["error"]
        assert "wrong" not in response.content.decode()
    assert get(strict, "/sys/balance", key={name.upper(): "right"}).status == 200


def test_unknown_paths_and_methods(service: MockService) -> None:
    for path in ("/", "", "/a2/user/", "/a2", "/A2/user", "/a2%2Fuser"):
        response = get(service, path)
        assert (response.status, json.loads(response.content)) == (404, {"detail": "Not Found"})
    for method in ("HEAD", "POST", "OPTIONS", "PURGE"):
        response = service.handle(method, "/a2/user", [], {})
        assert response.status == 405
        assert response.headers["allow"] == "GET"
    assert get(service, "/sys/bal%61nce").status == 200


# Parameters.


def test_all_invalid_parameters_are_reported_at_once(service: MockService) -> None:
    response = get(service, HIGHLIGHTS, [("amount", "many"), ("force", "yes")])
    assert faults(response) == [
        ("query.user_id", "missing"),
        ("query.amount", "int_parsing"),
        ("query.force", "bool_parsing"),
    ]


INVALID_INTEGERS = ["", "+1", "1_0", " 1", "1 ", "\uff11", "01", "-0", "1.0", "1e3", "0x1", "1\n"]


@pytest.mark.parametrize("text", [*INVALID_INTEGERS, "9" * 5000])
def test_integers_are_canonical(service: MockService, text: str) -> None:
    response = get(service, HIGHLIGHTS, [("user_id", "1"), ("amount", text)])
    assert faults(response) == [("query.amount", "int_parsing")]


@pytest.mark.parametrize("text", ["", "True", "TRUE", "1", "0", "yes", "on", " true"])
def test_booleans_are_true_or_false(service: MockService, text: str) -> None:
    response = get(service, HIGHLIGHTS, [("user_id", "1"), ("force", text)])
    assert faults(response) == [("query.force", "bool_parsing")]


def test_parameters_are_validated_by_their_schema(service: MockService) -> None:
    def of(name: str, text: str) -> list[tuple[str, str]]:
        query = [("user_id", "1"), (name, text)]
        return faults(get(service, HIGHLIGHTS, query))

    assert of("amount", "-1") == [("query.amount", "greater_than_equal")]
    for text in ("", "x", "1\n", "\u0661", "1" * 21):
        assert of("user_id", text) == [("query.user_id", "string_pattern_mismatch")]
    assert of("amount", str(2**63)) == [("query.amount", "int_too_large")]
    assert get(service, HIGHLIGHTS, [("user_id", "1"), ("amount", str(2**63 - 1))]).status == 200


def test_one_of_several_is_needed(service: MockService) -> None:
    for query in ([], [("user_id", "")], [("user_id", ""), ("page_id", "")]):
        response = get(service, FOLLOWERS, query)
        assert faults(response) == [("query.user_id", "missing")]
        assert "user_id, page_id" in response.content.decode()


def test_unknown_parameters_are_ignored_and_the_last_of_several_wins(service: MockService) -> None:
    assert get(service, HIGHLIGHTS, [("user_id", "1"), ("nonsense", "?")]).status == 200
    assert get(service, HIGHLIGHTS, [("user_id", "x"), ("user_id", "1")]).status == 200
    assert get(service, HIGHLIGHTS, [("user_id", "1"), ("user_id", "x")]).status == 422


@pytest.mark.parametrize(("force", "units"), [("true", 1), ("false", 2), (None, 2)])
def test_a_call_costs_what_the_spec_says(
    service: MockService, force: str | None, units: int
) -> None:
    query = [("user_id", "1"), *([("force", force)] if force else [])]
    assert get(service, HIGHLIGHTS, query).headers["x-hiker-info"] == f"reqs={units}"


# Another spec: the mock knows no name of ours.


def thing_spec() -> dict[str, Any]:
    thing = {
        "type": ["object", "null"],
        "required": ["label", "colour"],
        "x-identity": ["key", "alias"],
        "properties": {
            "key": {"type": ["integer", "null"], "minimum": 5},
            "alias": {"type": "string"},
            "label": {"type": "string"},
            "colour": {"enum": ["red", "green"]},
            "day": {"type": "string", "format": "date"},
        },
    }
    parameters = [
        {
            "name": "shelf",
            "in": "path",
            "required": True,
            "schema": {"type": "integer", "minimum": 1},
        },
        {"name": "sort", "in": "query", "schema": {"$ref": "#/components/schemas/Sort"}},
        {"name": "from", "in": "query", "schema": {"type": "string"}},
        {"name": "tags", "in": "query", "schema": {"type": "array", "items": {"type": "integer"}}},
        {"name": "near", "in": "query", "schema": {"type": "number", "maximum": 1.5}},
        {"name": "brief", "in": "query", "schema": {"type": "boolean", "default": False}},
    ]
    page = {
        "type": "object",
        "required": ["data", "total", "day"],
        "properties": {
            "data": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Data"}]},
            "total": {"type": "integer", "minimum": 3},
            "day": {"type": "string", "pattern": "^[a-z]{3}$"},
        },
    }
    entry = {"type": "object", "properties": {"thing": {"$ref": "#/components/schemas/Thing"}}}
    data = {"type": "object", "properties": {"rows": {"type": "array", "items": entry}}}
    link = {
        "operationId": "things",
        "parameters": {
            "shelf": "$request.path.shelf",
            "sort": "$request.query.sort",
            "from": "$response.body#/data/more",
        },
        "x-page": {"items": "/data/rows", "item": "/thing"},
    }
    success = {
        "description": "Things.",
        "headers": {"X-Spent": {"x-units": True, "schema": {"type": "string"}}},
        "content": {"application/json": {"schema": page}},
        "links": {"next": link},
    }
    things = {
        "operationId": "things",
        "x-cost": {"units": 2, "less": {"brief": 1}},
        "parameters": parameters,
        "responses": {"200": success},
    }
    fixed = {"operationId": "fixed", "responses": {"200": {"description": "Nothing."}}}
    return {
        "openapi": "3.1.0",
        "paths": {"/shelf/{shelf}/things": {"get": things}, "/shelf/top/things": {"post": fixed}},
        "components": {"schemas": {"Thing": thing, "Data": data, "Sort": {"enum": ["up", "down"]}}},
    }


@pytest.fixture
def things() -> MockService:
    return MockService(thing_spec(), list_size=7, page_size=4)


def test_a_new_endpoint_needs_no_code(things: MockService) -> None:
    first = body(get(things, "/shelf/3/things", [("sort", "up")], {}))
    assert (first["total"], len(first["day"])) == (3, 3)
    query = [("from", first["data"]["more"])]
    response = get(things, "/shelf/3/things", query, {})
    assert response.headers["x-spent"] == "reqs=2"
    last = body(response)
    assert last["data"]["more"] is None
    found = [row["thing"] for row in first["data"]["rows"] + last["data"]["rows"]]
    assert [thing["key"] for thing in found] == [5, 6, 7, 8, 9, 10, 11]
    assert len({thing["label"] for thing in found}) == 7
    assert {thing["colour"] for thing in found} == {"red"}
    for invalid in ([*query, ("sort", "down")], [("from", "x")]):
        assert get(things, "/shelf/3/things", invalid, {}).status == 422
    assert get(things, "/shelf/4/things", query, {}).status == 422


def test_parameters_of_every_kind(things: MockService) -> None:
    def status(path: str, *query: tuple[str, str]) -> int:
        return get(things, path, [*query], {}).status

    good, bad = "/shelf/3/things", "/shelf/{}/things"
    assert status(good, ("tags", "1"), ("tags", "2"), ("near", "-1.5e0")) == 200
    assert [status(bad.format(n)) for n in ("0", "03", "x", "%20", "%33")] == [
        422,
        422,
        422,
        422,
        200,
    ]
    assert status(bad.format("")) == 404
    invalid = [("sort", "x"), ("tags", "x"), ("near", "1.6"), ("near", "nan"), ("near", "1e999")]
    assert [status(good, pair) for pair in invalid] == [422] * 5
    brief = get(things, good, [("brief", "true")], {})
    assert brief.headers["x-spent"] == "reqs=1"


def test_a_literal_path_takes_precedence_over_a_parameter(things: MockService) -> None:
    assert things.handle("POST", "/shelf/top/things", [], {}).content == b"null"
    refused = things.handle("PUT", "/shelf/top/things", [], {})
    assert refused.headers["allow"] == "POST, GET"


def test_a_contradictory_spec_is_an_error() -> None:
    broken = thing_spec()
    media = broken["paths"]["/shelf/top/things"]["post"]["responses"]["200"]
    media["content"] = {"application/json": {"schema": {"type": "string"}, "example": 1}}
    service = MockService(broken)
    with pytest.raises(SpecError, match="fixed"):
        service.handle("POST", "/shelf/top/things", [], {})
    broken["paths"]["/shelf/top/things"]["post"]["parameters"] = [{"$ref": "#/components/nowhere"}]
    with pytest.raises(SpecError, match="nowhere"):
        MockService(broken)


# Transports and sockets.


def request(url: str) -> Request:
    return Request(operation="any", method="GET", url=url, headers=KEY)


def test_transports_carry_requests(service: MockService) -> None:
    sync, other = MockTransport(service), AsyncMockTransport(service)
    assert isinstance(sync, Transport)
    assert isinstance(other, AsyncTransport)
    url = "https://example.com/v2/user/by/username?username=nat%67eo&empty="
    response = sync.send(request(url))
    assert (response.status, response.url) == (200, url)
    assert response.headers["x-hiker-info"] == "reqs=1"
    assert asyncio.run(other.send(request(url))).content == response.content
    assert sync.send(request("https://example.com")).status == 404
    sync.close()
    asyncio.run(other.aclose())


@pytest.fixture(scope="module")
def base(service: MockService) -> Iterator[str]:
    with serve(service) as url:
        yield url


def test_responses_over_a_socket_are_the_same(service: MockService, base: str) -> None:
    with httpx.Client(base_url=base, headers=KEY) as client:
        for path, _, operation in OPERATIONS.values():
            query = arguments(operation)
            theirs, ours = (
                client.get(path, params=dict(query)),
                get(service, path, query),
            )
            assert theirs.content == ours.content
            assert ours.headers.items() <= dict(theirs.headers).items()
        assert client.head("/a2/user").status_code == 405
        assert client.get("/sys/bal%61nce").status_code == 200
        assert client.get("/sys%2Fbalance").status_code == 404
        assert client.get("/sys/balance", headers={next(iter(KEY)): ""}).status_code == 401
        assert client.get("/%0A").json() == {"detail": "Not Found"}


def test_an_unavailable_port_is_an_error(service: MockService, base: str) -> None:
    for port in (int(base.rpartition(":")[2]), -1, 65536):
        with pytest.raises(MockError, match=str(port)):
            run(service, port=port)
        with pytest.raises(MockError, match=str(port)), serve(service, port):
            pass
    with (
        pytest.raises(MockError, match=r"203\.0\.113\.1"),
        serve(service, host="203.0.113.1"),
    ):
        pass


def test_a_served_block_ends_cleanly(service: MockService) -> None:
    with serve(service) as url:
        port = int(url.rpartition(":")[2])
    with serve(service, port) as again:
        assert again == url
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port)).close()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a child")
def test_run_prints_one_line_and_exits_quietly() -> None:
    code = "from hikerkit.mock import MockService, run; run(MockService(), port=0)"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("hikerkit mock listens on http://127.0.0.1:")
        assert httpx.get(line.split()[-1] + "/sys/balance", headers=KEY).status_code == 200
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=30)
    assert (rest, errors, process.returncode) == ("", "", 0)


@pytest.mark.parametrize("library", ["jsonschema_rs", "starlette", "uvicorn"])
def test_a_missing_extra_is_an_error(library: str) -> None:
    code = (
        f"import sys; sys.modules[{library!r}] = None\nfrom hikerkit.mock import MockService, run"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    last = done.stderr.strip().splitlines()[-1]
    assert "the mock needs the extra: pip install 'hikerkit[mock]'" in last


def test_numbers_are_exact() -> None:
    spec = thing_spec()
    media = {"application/json": {"schema": {}, "example": {"n": 2**63 + 1, "s": "\u00fc"}}}
    spec["paths"]["/shelf/top/things"]["post"]["responses"]["200"]["content"] = media
    response = MockService(spec).handle("POST", "/shelf/top/things", [], {})
    assert response.content.decode() == '{"n":9223372036854775809,"s":"\u00fc"}'
    assert msgspec.json.decode(response.content)["n"] == 2**63 + 1
