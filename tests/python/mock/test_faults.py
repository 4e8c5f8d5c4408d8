"""Every fault, in the same process and over a socket."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest

from hikerkit import Hiker, errors
from hikerkit.mock import (
    AsyncMockTransport,
    FaultPlan,
    MockError,
    MockService,
    MockTransport,
    serve,
)
from hikerkit.mock.faults.faults import parse_fault
from hikerkit.spec.document import Document, packaged_spec
from tests.python.mock.requests import KEY, body, read_pages, send
from tests.sync_async import Face

FOLLOWERS, PROFILE = "/v2/user/followers", "/v2/user/by/id"
STATUSES = (307, 400, 401, 402, 403, 404, 405, 408, 410, 422, 429, 430, 500, 503, 504)
SPEC = Document(packaged_spec())


@pytest.fixture
def service() -> MockService:
    return MockService(list_size=120, keys=[KEY])


def ids(page: Any) -> list[str]:
    return [user["pk"] for user in page["response"]["users"]]


# Errors of the service.


@pytest.mark.parametrize("status", STATUSES)
def test_every_documented_error_can_be_injected(service: MockService, status: int) -> None:
    response = send(service, PROFILE, id=1, fault=f"{status};retry-after=2")
    assert (response.status, response.headers["retry-after"]) == (status, "2")
    documented = SPEC.content["paths"][PROFILE]["get"]["responses"][str(status)]
    schema = SPEC.dereference(documented)["content"]["application/json"]["schema"]
    assert SPEC.validator(schema).is_valid(json.loads(response.content))
    assert service.ledger.units == 0
    charged = send(service, PROFILE, id=1, fault=f"{status};charged=true")
    assert charged.status == status and service.ledger.units == 1


def test_a_redirect_leads_to_the_same_path(service: MockService) -> None:
    response = send(service, PROFILE, id=787132, fault="307")
    assert response.headers["location"] == f"{PROFILE}?id=787132"


def test_retry_after_may_be_a_date(service: MockService) -> None:
    response = send(service, PROFILE, id=1, fault="429;retry-after=date+90")
    until, now = (parsedate_to_datetime(response.headers[n]) for n in ("retry-after", "date"))
    assert (until - now).total_seconds() == 90


# Bodies.


def test_damaged_bodies(service: MockService) -> None:
    complete = send(service, PROFILE, id=1).content
    cut = send(service, PROFILE, id=1, fault="cut-json")
    assert complete.startswith(cut.content) and len(cut.content) == len(complete) // 2
    typed = send(service, PROFILE, id=1, fault="wrong-type")
    assert (typed.content, typed.headers["content-type"]) == (complete, "text/plain")
    html = send(service, PROFILE, id=1, fault="html")
    assert html.status == 200 and b"<html" in html.content
    packed = send(service, PROFILE, id=1, fault="cut-gzip")
    assert packed.headers["content-encoding"] == "gzip"
    with pytest.raises(EOFError):
        gzip.decompress(packed.content)
    assert service.ledger.units == 5  # all of it was charged


@pytest.mark.parametrize("path", [PROFILE, FOLLOWERS, "/v2/user/stories", "/v2/user/clips"])
def test_a_changed_schema(service: MockService, path: str) -> None:
    query: dict[str, Any] = {"id": 787132} if path == PROFILE else {"user_id": 787132}
    media = SPEC.content["paths"][path]["get"]["responses"]["200"]["content"]
    schema = media["application/json"]["schema"]
    checker: jsonschema_rs.Draft202012Validator = SPEC.validator(schema)
    plain = body(send(service, path, **query))
    new = body(send(service, path, fault="unknown-field", **query))
    assert checker.is_valid(new) and new != plain
    assert "field_of_tomorrow" in new
    assert "field_of_tomorrow" in new and str(new).count("field_of_tomorrow") > 1
    other = body(send(service, path, fault="other-type", **query))
    assert len(list(checker.iter_errors(other))) == 1


# Lists.


def test_a_cursor_that_repeats(service: MockService) -> None:
    first = body(send(service, FOLLOWERS, user_id=1, fault="repeat-cursor"))
    again = body(send(service, FOLLOWERS, page_id=first["next_page_id"], fault="repeat-cursor"))
    assert ids(first) == ids(again)
    assert first["next_page_id"] == again["next_page_id"]
    later = body(send(service, FOLLOWERS, page_id=first["next_page_id"]))
    assert later["next_page_id"] not in (None, first["next_page_id"])


def test_an_empty_page_is_not_the_end(service: MockService) -> None:
    all_ids = [number for page in read_pages(service, FOLLOWERS, user_id=1) for number in ids(page)]
    service.faults.add("empty-page", times=2)
    pages = read_pages(service, FOLLOWERS, user_id=1)
    assert [len(ids(page)) for page in pages] == [0, 0, 50, 50, 20]
    assert len({page["next_page_id"] for page in pages}) == 5
    assert [number for page in pages for number in ids(page)] == all_ids


def test_repeated_and_missing_items(service: MockService) -> None:
    all_ids = [number for page in read_pages(service, FOLLOWERS, user_id=1) for number in ids(page)]
    service.faults.add("overlap=4")
    first, second, *_ = read_pages(service, FOLLOWERS, user_id=1)
    assert ids(first)[-4:] == ids(second)[:4]
    service.faults.add("vanish=5")
    found = [number for page in read_pages(service, FOLLOWERS, user_id=1) for number in ids(page)]
    assert found == all_ids[:50] + all_ids[55:]


# The connection.


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[MockService, str]]:
    service = MockService(list_size=120, keys=[KEY])
    with serve(service) as url:
        yield service, url


def fetch(url: str, fault: str, timeout: float = 30) -> httpx.Response:
    headers = {"x-access-key": KEY, "x-mock-fault": fault}
    return httpx.get(f"{url}{PROFILE}", params={"id": 1}, headers=headers, timeout=timeout)


def test_connections_that_break(served: tuple[MockService, str]) -> None:
    service, url = served
    service.reset()
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        fetch(url, "reset")
    assert service.ledger.units == 0
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        fetch(url, "reset-body")
    assert service.ledger.units == 1
    assert [entry.delivered for entry in service.ledger.entries] == [False, False]


def test_late_responses(served: tuple[MockService, str]) -> None:
    _, url = served
    for fault in ("delay=20", "slow-body=20"):
        with pytest.raises(httpx.ReadTimeout):
            fetch(url, fault, timeout=0.2)
        began = time.monotonic()
        assert fetch(url, fault.replace("20", "0.1")).status_code == 200
        assert time.monotonic() - began >= 0.1
    for fault in ("cut-gzip", "cut-json"):
        with pytest.raises(ValueError, match=r"JSON|Unterminated|Expecting|utf-8"):
            fetch(url, fault).json()


EXPECTED: dict[str, type[Exception]] = {
    "status=503": errors.ServiceUnavailableError,
    "delay=100": errors.TimedOutError,
    "slow-body=100": errors.TimedOutError,
    "reset": errors.ConnectionLostError,
    "reset-body": errors.ConnectionLostError,
    "cut-json": errors.NotJsonError,
    "html": errors.NotJsonError,
    "cut-gzip": errors.ConnectionLostError,
}


@pytest.mark.parametrize("fault", EXPECTED)
def test_a_client_in_the_same_process_gets_the_same_error(fault: str, service: MockService) -> None:
    service.faults.add(fault)
    with Hiker(KEY, transport=MockTransport(service), retries=0, timeout=50) as hiker:
        with pytest.raises(EXPECTED[fault]):
            hiker.user.by_id(1)


# Which request meets a fault.


def test_faults_wait_for_their_operation(service: MockService) -> None:
    service.faults.add("503", times=2, operation="user_by_id")
    assert send(service, FOLLOWERS, user_id=1).status == 200
    assert [send(service, PROFILE, id=1).status for _ in range(3)] == [503, 503, 200]
    service.faults.add("500")
    service.faults.clear()
    assert send(service, PROFILE, id=1).status == 200


def test_faults_by_seed_do_not_depend_on_order() -> None:
    def statuses(numbers: list[int], seed: int) -> dict[int, int]:
        plan = FaultPlan(seed, 0.5, ("500", "503", "429"))
        service = MockService(faults=plan)
        return {n: send(service, PROFILE, id=n).status for n in numbers}

    numbers = list(range(1, 200))
    first = statuses(numbers, 7)
    assert first == statuses(numbers[::-1], 7) != statuses(numbers, 8)
    assert set(first.values()) == {200, 429, 500, 503}
    assert 60 < sum(status == 200 for status in first.values()) < 140


def test_faults_per_target_are_limited() -> None:
    service = MockService(faults=FaultPlan(1, 1, ("500",), max_per_target=3))
    assert [send(service, PROFILE, id=1).status for _ in range(5)] == [500, 500, 500, 200, 200]


INVALID = {
    "": "expected one of status",
    "explode": "unknown fault 'explode'; expected one of",
    "reset-boddy": "did you mean reset-body",
    "status": "expected an HTTP status",
    "delay": "expected 0 to 600 seconds",
    "delay=-1": "expected 0 to 600 seconds",
    "delay=nan": "expected 0 to 600 seconds",
    "overlap=x": "expected a count",
    "html=1": "takes no value",
    "503;retry-after=soon": "seconds, or date",
    "503;charged=maybe": "true or false",
    "503;charge=true": "did you mean charged",
}


@pytest.mark.parametrize("text", INVALID)
def test_an_unknown_fault_is_an_error(text: str, service: MockService) -> None:
    with pytest.raises(MockError, match=INVALID[text]):
        parse_fault(text)
    if text:
        response = send(service, PROFILE, id=1, fault=text)
        assert response.status == 400 and service.ledger.units == 0
    with pytest.raises(MockError):
        service.faults.add(text)
    for plan in ({"faults": ()}, {"faults": (text,)}, {"share": 1.5}, {"share": "all"}):
        with pytest.raises(MockError):
            FaultPlan(**{"seed": 1, "share": 0.5, **plan})  # type: ignore[arg-type]


# The control endpoint.


def test_the_control_endpoint(served: tuple[MockService, str]) -> None:
    service, url = served
    with httpx.Client(base_url=url, headers={"x-access-key": KEY}) as client:
        assert client.post("/_mock/reset").json() == {}
        assert client.post("/_mock/balance?units=2").status_code == 200
        client.post("/_mock/faults", params={"fault": "503", "times": 2, "operation": "user_by_id"})
        seen = [client.get(PROFILE, params={"id": 1}).status_code for _ in range(5)]
        assert seen == [503, 503, 200, 200, 402]
        ledger = client.get("/_mock/ledger?last=2").json()
        assert (ledger["requests"], ledger["units"], len(ledger["entries"])) == (5, 2, 2)
        assert ledger["statuses"] == {"503": 2, "200": 2, "402": 1}
        assert list(ledger["paid_twice"].values()) == [2]
        client.post("/_mock/faults", params={"fault": "503"})
        assert client.delete("/_mock/faults").status_code == 200
        (private,) = client.get("/_mock/accounts?kind=private&count=1").json()
        assert private["kind"] == "private"
        assert client.post("/_mock/reset").status_code == 200
        cursor = client.get(FOLLOWERS, params={"user_id": 1}).json()["next_page_id"]
        client.post("/_mock/cursors")
        assert client.get(FOLLOWERS, params={"page_id": cursor}).status_code == 422
        for method, path in (
            ("POST", "faults?fault=bang"), ("POST", "faults?fault=503&times=0"),
            ("GET", "accounts?kind=famous"), ("GET", "ledger?last=-1"), ("POST", "balance?units=x"),
        ):  # fmt: skip
            refused = client.request(method, f"/_mock/{path}")
            assert refused.status_code == 422 and refused.json()["detail"]
        assert client.get("/_mock/nothing").status_code == 404
    assert service.ledger.requests == 2


def test_the_command_says_what_is_wrong_in_one_line(tmp_path: Path) -> None:
    code = "from hikerkit.cli import main; main()"
    specs = {
        "none.json": "is not JSON",
        "empty.json": "{}",
        "list.json": "[1]",
        "broken.json": '{"paths": {"/a": {"get": {"responses": {"200": {"content": 5}}}}}}',
    }
    for name, text in specs.items():
        (tmp_path / name).write_text(text)
    for words, told in (
        *((["--spec", str(tmp_path / name)], "not an OpenAPI document") for name in [*specs][1:]),
        (["--spec", str(tmp_path / "none.json")], "is not JSON"),
        (["--spec", str(tmp_path / "missing.json")], "No such file"),
        (["--fault", "bang"], "fault 'bang'"),
        (["--seed", "x"], "'x' is not a valid integer"),
        (["--rate", "0"], "0"),
        (["--host", "203.0.113.1"], "203.0.113.1"),
        (["--seeds", "1"], "No such option"),
    ):
        ran = subprocess.run(
            [sys.executable, "-c", code, "mock", "--port", "0", *words],
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert ran.returncode != 0 and told in ran.stderr.strip().splitlines()[-1]
        assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("fault", ["503", "reset-body", "cut-json"])
def test_both_clients_meet_faults(face: Face, fault: str) -> None:
    service = MockService(faults=FaultPlan(3, 1, (fault,), max_per_target=1))
    transport = (AsyncMockTransport if face.is_async else MockTransport)(service)
    client = face.client(transport, retries=0)
    with pytest.raises(errors.HikerError):
        face.call(client, "user.by_id", "1")
    assert face.call(client, "user.by_id", "1").pk == 1
