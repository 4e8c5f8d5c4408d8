"""scripts/contract reports what differs from the spec, and never uses more units than allowed."""

from __future__ import annotations

import copy
import json
import os
import re
import socketserver
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("openapi_python_client", reason="needs what generates")

import jsonschema_rs
from hikerkit_api import api

from hikerkit.mock import MockResponse, MockService, Plan, serve
from hikerkit.responses.charge import units_of
from hikerkit.spec.document import Document
from scripts.tools.contract import payloads
from scripts.tools.contract.command import main
from scripts.tools.contract.examine import Examiner
from scripts.tools.contract.news import news
from tests.conftest import SPEC, documented
from tests.sync_async import KEY

ROOT = Path(__file__).parents[2]
BODIES = documented()
OPERATIONS = {operation.id: operation for operation in api.operations()}
PATHS = {operation.path: operation.id for operation in api.operations()}
ALL = sum(operation.units for operation in OPERATIONS.values())

Drift = Callable[[MockResponse], MockResponse]


class Drifting(MockService):
    """A mock whose responses differ from the spec on demand."""

    def __init__(self) -> None:
        super().__init__(keys=[KEY], list_size=120)
        self.called: list[str] = []
        self.charged: list[int] = []
        self.drifts: dict[str, Drift] = {}
        self.drift_all: Drift | None = None

    def handle(self, method: str, path: str, query: Any, headers: Any) -> MockResponse:
        answer = super().handle(method, path, query, headers)
        name = PATHS[path]
        drift = self.drifts.get(name, self.drift_all)
        answer = drift(answer) if drift else answer
        self.called.append(name)
        self.charged.append(units_of(answer.headers) or 0)
        return answer


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Drifting, str]]:
    service = Drifting()
    with serve(service) as url:
        yield service, url


@attrs.define
class Tool:
    """The command, and the service that it runs against."""

    service: Drifting
    url: str
    capture: pytest.CaptureFixture[str]
    naps: list[float] = attrs.field(factory=list)
    out: str = ""
    err: str = ""

    def run(self, *options: object) -> int:
        status = main([str(option) for option in options], self.naps.append)
        self.out, self.err = self.capture.readouterr()
        return status

    def live(self, units: int = ALL, *options: object) -> int:
        return self.run("--live", "--max-units", units, "--base-url", self.url, *options)

    def lines(self, tag: str) -> list[str]:
        return [line[len(tag) :].strip() for line in self.out.splitlines() if line.startswith(tag)]

    @property
    def sum(self) -> str:
        (line,) = self.lines("sum")
        return line


@pytest.fixture
def tool(
    served: tuple[Drifting, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Tool]:
    monkeypatch.setenv("HIKERAPI_TOKEN", KEY)
    service, url = served
    service.called, service.charged, service.drifts, service.drift_all = [], [], {}, None
    yield Tool(service, url, capsys)
    assert len(set(service.called)) == len(service.called)  # no call is paid for twice


def at(node: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        node = node[int(step)] if isinstance(node, list) else node[step]
    return node


def body(change: Callable[[Any], Any]) -> Drift:
    def drift(answer: MockResponse) -> MockResponse:
        made = json.loads(answer.content)
        change(made)
        return attrs.evolve(answer, content=json.dumps(made).encode())

    return drift


def put(place: str, value: Any) -> Drift:
    def change(made: Any) -> None:
        parent, _, name = place.rpartition("/")
        at(made, parent)[name] = value

    return body(change)


def drop(place: str) -> Drift:
    parent, _, name = place.rpartition("/")
    return body(lambda made: at(made, parent).pop(name))


def header(name: str, value: str) -> Drift:
    return lambda answer: attrs.evolve(answer, headers={**answer.headers, name: value})


def refused(status: int, content: Any = None, **headers: str) -> Drift:
    """Another status, as a body that is documented for it."""
    text = json.dumps({"detail": "no"} if content is None else content).encode()
    kept = {"content-type": "application/json", **headers}
    return lambda answer: MockResponse(status, kept, text)


# A service that is as documented.


def test_a_service_as_documented_agrees_and_each_operation_is_called_once(tool: Tool) -> None:
    assert tool.live() == 0
    assert tool.err == ""
    assert sorted(tool.service.called) == sorted(OPERATIONS)
    assert {line.split()[0] for line in tool.lines("agrees")} == OPERATIONS.keys()
    count = len(OPERATIONS)
    assert tool.sum == (
        f"{count} operations called, {count} of them judged, {ALL} of {ALL} units used; "
        "0 differences, 0 new fields"
    )
    assert sum(tool.service.charged) == ALL


def test_the_cheapest_come_first_at_the_rate_of_the_key(tool: Tool) -> None:
    assert tool.live() == 0
    prices = [OPERATIONS[name].units for name in tool.service.called]
    assert prices == sorted(prices) and prices[0] == 0
    # The rate is known from the first response, that which is free.
    assert len(tool.naps) == len(OPERATIONS) - 1
    shortest = 1 / BODIES["sys_balance"]["rate"]
    assert all(shortest < nap < 1.2 * shortest for nap in tool.naps)


@pytest.mark.parametrize("rate", ["15", True, None, 0, -1, 1e300, 0.5])
def test_an_invalid_rate_is_ignored(tool: Tool, rate: Any) -> None:
    tool.service.drifts["sys_balance"] = put("/rate", rate)
    tool.live(3)
    assert len(tool.naps) == 3 and all(1 < nap < 1.2 for nap in tool.naps)


@pytest.mark.parametrize("units", [1, 2, 11, 12, 13, 14, 15, ALL - 1, ALL, 999_999_999])
def test_never_more_units_than_allowed(tool: Tool, units: int) -> None:
    assert tool.live(units) == 0
    assert sum(tool.service.charged) <= units
    left = units - sum(tool.service.charged)
    reported = dict(line.split(": ", 1) for line in tool.lines("skipped"))
    assert reported.keys() == OPERATIONS.keys() - set(tool.service.called)
    for name, why in reported.items():
        assert OPERATIONS[name].units > left
        assert why == f"would cost {OPERATIONS[name].units}, but only {left} of {units} are left"


# A service that is not as documented.

DIFFERENCES = [
    (
        "user_by_id",
        put("/user/username", 5),
        "user_by_id /user/username: spec: string; received: integer 5",
    ),
    (
        "user_by_id",
        drop("/user/pk"),
        "user_by_id /user/pk: spec: is required; received: nothing",
    ),
    (
        "user_by_id",
        put("/user/bio_links", {"a": 1, "b": 2}),
        "user_by_id /user/bio_links: spec: array or null; received: object of 2 fields",
    ),
    (
        "user_by_username",
        put("/user", []),
        "user_by_username /user: spec: object; received: array of 0",
    ),
    (
        "user_stories",
        put("/reel/user/username", ["x"]),
        "user_stories /reel/user/username: spec: string; received: array of 1",
    ),
    (
        "user_clips",
        put("/response/items/1/media/pk", 1.5),
        "user_clips /response/items/1/media/pk: spec: integer or string; received: number 1.5",
    ),
    (
        "user_clips",
        put("/next_page_id", False),
        "user_clips /next_page_id: spec: null or string; received: boolean false",
    ),
    (
        "user_a2",
        lambda answer: attrs.evolve(answer, content=b"[1]"),
        "user_a2 (body): spec: object; received: array of 1",
    ),
    (
        "user_a2",
        lambda answer: attrs.evolve(answer, content=b'{"graphql": '),
        'user_a2 (body): spec: JSON; received: string "{\\"graphql\\": ", not JSON',
    ),
    (
        "user_a2",
        lambda answer: attrs.evolve(answer, content=b"[" * 50_000),
        "user_a2 (body): spec: JSON; received: a body nested too deeply",
    ),
    (
        "user_by_id",
        header("content-type", "text/html; charset=utf-8"),
        'user_by_id (content-type): spec: application/json; received: string "text/html"',
    ),
    (
        "user_by_id",
        header("x-hiker-info", "reqs=2"),
        "user_by_id (x-hiker-info): spec: 1 unit; received: 2 units",
    ),
    (
        "user_by_id",
        header("x-hiker-info", "many"),
        'user_by_id (x-hiker-info): spec: reqs and a number; received: string "many"',
    ),
    (
        "user_by_id",
        refused(503, **{"x-hiker-info": "reqs=1"}),
        "user_by_id (x-hiker-info): spec: not charged; received: 1 unit",
    ),
    ("user_by_id", refused(404), "user_by_id (status): spec: 200; received: 404"),
    (
        "user_by_id",
        refused(404, {"detail": 5}),
        "user_by_id /detail: spec: null or string; received: integer 5",
    ),
    (
        "user_by_id",
        refused(200, {"state": False, "error": "Top up"}),
        'user_by_id (body): spec: a successful response; received: a failure: string "Top up"',
    ),
]


@pytest.mark.parametrize(("name", "drift", "line"), DIFFERENCES, ids=[d[2] for d in DIFFERENCES])
def test_a_difference_is_reported(tool: Tool, name: str, drift: Drift, line: str) -> None:
    tool.service.drifts[name] = drift
    assert tool.live(ALL + 1) == 1
    assert line in tool.lines("differs")
    assert {entry.split()[0] for entry in tool.lines("differs")} == {name}
    assert name not in [agreed.split()[0] for agreed in tool.lines("agrees")]
    # One bad response does not stop the other calls.
    assert len(tool.service.called) == len(OPERATIONS)


def test_a_status_that_is_not_documented(tool: Tool) -> None:
    tool.service.drifts["user_by_id"] = refused(418)
    assert tool.live() == 1
    (line,) = tool.lines("differs")
    assert re.fullmatch(r"user_by_id \(status\): spec: 200, 307, .*504; received: 418", line)


def test_text_where_text_is_documented_is_not_read_as_json(tool: Tool) -> None:
    text = MockResponse(403, {"content-type": "text/plain"}, b"error code: 1010")
    tool.service.drifts["user_by_id"] = lambda answer: text
    assert tool.live() == 1
    assert tool.lines("differs") == ["user_by_id (status): spec: 200; received: 403"]


def test_a_page_of_html_is_reported_once(tool: Tool) -> None:
    page = MockResponse(200, {"content-type": "text/html"}, b"<html>")
    tool.service.drifts["user_by_id"] = lambda answer: page
    assert tool.live() == 1
    (line,) = tool.lines("differs")
    assert "(content-type)" in line


def test_new_fields_are_not_differences(tool: Tool) -> None:
    def change(made: Any) -> None:
        made["new"] = None
        for number, user in enumerate(made["response"]["users"]):
            user["new_field"] = "x" if number else 1
            user["new/object"] = {"inner": {"deep": 1}}

    tool.service.drifts["user_followers"] = body(change)
    assert tool.live() == 0
    users = len(BODIES["user_followers"]["response"]["users"])
    reported = [re.sub(r"\(\d+ times\)", "(n times)", line) for line in tool.lines("new field")]
    assert users and sorted(reported) == [
        "user_followers /new: null",
        "user_followers /response/users/*/new_field: integer or string (n times)",
        "user_followers /response/users/*/new~1object: object (n times)",
    ]
    assert tool.sum.endswith("0 differences, 3 new fields")


def test_fields_of_an_undocumented_object_are_new(tool: Tool) -> None:
    properties = SPEC["components"]["schemas"]["User"]["properties"]
    places = [n for n, s in properties.items() if str(s).endswith("/Undocumented'}")]
    assert places
    tool.service.drifts["user_by_id"] = put(f"/user/{places[0]}", {"a": [1]})
    tool.service.drifts["user_by_username"] = put(f"/user/{places[0]}", [{"a": 1}])
    assert tool.live() == 0
    assert tool.lines("new field") == [
        f"user_by_id /user/{places[0]}/a: array",
        f"user_by_username /user/{places[0]}/*: object",
    ]


# What a difference looks like when there are many, or when it is meant to harm.


def test_the_same_difference_in_many_entries_is_one_line(tool: Tool) -> None:
    def change(made: Any) -> None:
        for number, user in enumerate(made["response"]["users"]):
            user["username"] = number

    tool.service.drifts["user_following"] = body(change)
    assert tool.live() == 1
    (line,) = tool.lines("differs")
    assert line.startswith(
        "user_following /response/users/0/username: spec: string; received: integer 0 (and "
    )
    assert line.endswith(" more like it)")
    assert "; 1 difference, " in tool.sum


def test_at_most_twenty_lines_per_body_and_a_count(tool: Tool) -> None:
    keys = list(SPEC["components"]["schemas"]["User"]["properties"])

    def change(made: Any) -> None:
        made["user"].update({key: {"odd": 1} for key in keys})
        made.update({f"new{number}": 1 for number in range(50)})

    tool.service.drifts["user_by_id"] = body(change)
    assert tool.live() == 1
    *lines, rest = tool.lines("differs")
    assert len(lines) == 20
    found = re.fullmatch(r"user_by_id: and (\d+) more places", rest)
    assert found and f"; {20 + int(found[1])} differences, " in tool.sum
    assert len(tool.lines("new field")) == 21


def test_a_body_full_of_faults_ends_the_search(tool: Tool) -> None:
    def change(made: Any) -> None:
        made["response"]["users"] = [1] * 5000

    tool.service.drifts["user_followers"] = body(change)
    assert tool.live() == 1
    line, rest = tool.lines("differs")
    assert line.endswith("integer 1 (and 1999 more like it)")
    assert rest == "user_followers: and the rest of the body, which was not judged"


def test_lines_are_bounded_and_without_control_characters(tool: Tool) -> None:
    nasty = "\x1b[2J\n\r\u202e\u2028" + "A" * 10_000
    tool.service.drifts["user_by_id"] = put(f"/{nasty}", 1)
    tool.service.drifts["user_by_username"] = body(
        lambda made: made["user"].update({"username": {}, "pk": [nasty], "full_name": nasty})
    )
    tool.service.drifts["user_clips"] = put("/response", nasty)
    tool.service.drifts["user_videos"] = header("x-hiker-info", "\x9b" * 300)
    assert tool.live() == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", tool.out)
    assert max(map(len, tool.out.splitlines())) <= 600
    assert len(tool.lines("differs")) == 4


# Money.


@pytest.mark.parametrize("paid", [0, 1, 5])
def test_it_stops_when_no_units_are_left(tool: Tool, paid: int) -> None:
    def drift(answer: MockResponse) -> MockResponse:
        if len(tool.service.called) <= paid:
            return answer
        return refused(402, {"state": False, "error": "Top up", "exc_type": "InsufficientFunds"})(
            answer
        )

    tool.service.drift_all = drift
    assert tool.live() == 2
    assert len(tool.service.called) == paid + 2  # the free one, and the one that was refused
    assert sum(tool.service.charged) == paid
    assert len(tool.lines("skipped")) == len(OPERATIONS) - paid - 2
    assert tool.lines("differs") == []
    assert tool.err.count("\n") == 1 and "402" in tool.err
    assert f"{paid} of {ALL} units used" in tool.sum


def test_earlier_differences_decide_the_exit_status(tool: Tool) -> None:
    tool.service.drifts = {"sys_balance": drop("/requests"), "user_by_id": refused(402)}
    assert tool.live() == 1
    assert tool.service.called == ["sys_balance", "user_by_id"]


def test_a_refused_key_ends_the_run(tool: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIKERAPI_TOKEN", "another-key-5d1")
    assert tool.live() == 2
    assert len(tool.service.called) == 1
    assert "refuses the key" in tool.err and "another-key" not in tool.out + tool.err


def test_actual_charges_count_against_the_limit(tool: Tool) -> None:
    tool.service.drift_all = header("x-hiker-info", "reqs=5")
    assert tool.live(12) == 1
    # 5, 10, and of the two units left one call, which takes 5 again: nothing more is called.
    assert tool.service.charged == [5, 5, 5]
    assert "charged more" in tool.err


def test_a_cheaper_service_leaves_units_for_more(tool: Tool) -> None:
    tool.service.drift_all = header("x-hiker-info", "reqs=0")
    assert tool.live(3) == 1
    assert len(tool.service.called) == len(OPERATIONS)


def test_without_a_units_header_the_price_is_booked(tool: Tool) -> None:
    def silent(answer: MockResponse) -> MockResponse:
        kept = {n: v for n, v in answer.headers.items() if n != "x-hiker-info"}
        return attrs.evolve(answer, headers=kept)

    tool.service.drift_all = silent
    assert tool.live(4) == 0
    assert [OPERATIONS[name].units for name in tool.service.called] == [0, 1, 1, 1, 1]


@pytest.mark.parametrize(("status", "booked"), [(429, 1), (500, 1), (503, 0), (504, 0), (408, 1)])
def test_a_passing_failure_is_not_a_difference_and_not_retried(
    tool: Tool, status: int, booked: int
) -> None:
    # Where nobody knows whether it was charged, it is booked as if it was.
    tool.service.drifts["user_by_id"] = refused(status)
    assert tool.live() == 0
    assert tool.lines("no response") == [
        f"user_by_id: status {status}, {booked} unit{'' if booked == 1 else 's'} booked"
    ]
    assert len(tool.service.called) == len(OPERATIONS)
    assert f"{len(OPERATIONS) - 1} of them judged" in tool.sum
    assert f" {ALL - 1 + booked} of {ALL} units" in tool.sum


def test_a_service_that_hangs_up_ends_the_run(tool: Tool) -> None:
    class HangUp(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            calls.append(1)

    calls: list[int] = []
    with socketserver.TCPServer(("127.0.0.1", 0), HangUp) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        tool.url = f"http://127.0.0.1:{server.server_address[1]}"
        assert tool.live() == 2
        server.shutdown()
    assert len(calls) == 2
    assert [line.split(":")[0] for line in tool.lines("no response")] == [
        "sys_balance",
        "user_by_id",
    ]
    assert f"1 of {ALL} units used" in tool.sum
    assert "2 times in a row" in tool.err


def test_a_host_that_does_not_exist(tool: Tool) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        tool.url = f"http://127.0.0.1:{server.server_address[1]}"
    assert tool.live() == 2
    assert tool.err.count("\n") == 1 and "No connection" in tool.err
    assert "0 operations called" in tool.sum and f"0 of {ALL} units used" in tool.sum


# The mock's own faults, balances, rate and ledger.


@attrs.define
class Clock:
    """A clock that advances only while the command waits."""

    now: float = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def against(service: MockService, tool: Tool, sleep: Callable[[float], object]) -> int:
    with serve(service) as url:
        status = main(["--live", "--max-units", str(ALL), "--base-url", url], sleep)
    tool.out, tool.err = tool.capture.readouterr()
    assert service.ledger.paid_twice() == {}
    return status


@pytest.mark.parametrize(
    ("fault", "tag"),
    [
        ("other-type", "differs"),
        ("unknown-field", "new field"),
        ("html", "differs"),
        ("wrong-type", "differs"),
        ("cut-json", "differs"),
        ("404", "differs"),
        ("503;retry-after=2", "no response"),
        ("429", "no response"),
        ("reset-body", "no response"),
        ("cut-gzip", "no response"),
    ],
)
def test_every_fault_of_the_mock_is_reported_on_every_operation(
    tool: Tool, fault: str, tag: str
) -> None:
    service = MockService(keys=[KEY])
    names = list(OPERATIONS) if tag != "no response" else ["user_by_id", "user_stories"]
    for name in names:
        service.faults.add(fault, operation=name)
    assert against(service, tool, tool.naps.append) == (1 if tag == "differs" else 0)
    assert {re.split("[ :]", line)[0] for line in tool.lines(tag)} == set(names)
    assert service.ledger.requests == len(OPERATIONS)


@pytest.mark.parametrize("left", [0, 1, 7, 12])
def test_an_account_that_runs_out_of_units(tool: Tool, left: int) -> None:
    service = MockService(keys={KEY: Plan(left)})
    assert against(service, tool, tool.naps.append) == 2
    assert service.ledger.units <= left
    statuses = [entry.status for entry in service.ledger.entries]
    assert statuses == [200] * (len(statuses) - 1) + [402]


@pytest.mark.parametrize("rate", [1, 2, 15])
def test_the_rate_of_the_key_is_kept(tool: Tool, rate: int) -> None:
    clock = Clock()
    service = MockService(keys={KEY: Plan(1000, rate=rate)}, clock=lambda: clock.now)
    assert against(service, tool, clock.sleep) == 0
    assert service.ledger.statuses == {200: len(OPERATIONS)}
    assert clock.now < 1.2 * len(OPERATIONS) / rate


# Saved responses.


def test_paid_responses_are_saved_unchanged_and_judged_alike(tool: Tool, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "payloads"
    odd = b'{"user": {"pk":\t17841414211021457, "username": "x\\u00e9"}, "new": 1.0}'
    tool.service.drifts = {
        "user_by_id": lambda answer: attrs.evolve(answer, content=odd),
        "user_a2": lambda answer: attrs.evolve(answer, content=b"<html>"),
        "user_videos": refused(404),
        "user_clips": put("/response/items/0/media/pk", None),
    }
    assert tool.live(ALL, "--save", folder) == 1
    files = {path.name.partition(".")[0]: path for path in folder.iterdir()}
    assert files.keys() == set(tool.service.called) == OPERATIONS.keys()
    assert files["user_by_id"].read_bytes() == odd
    assert files["user_a2"].read_bytes() == b"<html>"
    assert files["user_videos"].suffix == ".status-404"
    assert {stat.S_IMODE(path.stat().st_mode) for path in files.values()} == {0o600}
    bodies = [line for line in tool.lines("differs") if "(status)" not in line]
    reported = bodies + tool.lines("new field")

    tool.service.called = []
    assert tool.run("--from", folder) == 1
    again = tool.lines("differs") + tool.lines("new field")
    assert [re.sub(r"\.\S+\.json", "", line) for line in sorted(again)] == sorted(reported)
    assert tool.sum.startswith(f"{len(OPERATIONS) - 1} payloads judged; ")
    assert tool.service.called == []


def test_a_second_run_overwrites_nothing(tool: Tool, tmp_path: Path) -> None:
    for times in (1, 2, 3):
        tool.service.called = []
        assert tool.live(1, "--save", tmp_path) == 0
        assert len(list(tmp_path.glob("user_by_id.*.json"))) == times
    assert all(path.suffix == ".json" for path in tmp_path.iterdir())


def test_an_unwritable_folder_is_an_error_before_any_call(tool: Tool, tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("")
    assert tool.live(ALL, "--save", taken) == 2
    assert tool.service.called == [] and tool.err.count("\n") == 1 and str(taken) in tool.err


def test_a_failed_save_stops_the_run_after_reporting_the_response(
    tool: Tool, tmp_path: Path
) -> None:
    folder = tmp_path / "payloads"

    def fail(answer: MockResponse) -> MockResponse:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
        return answer

    tool.service.drifts["user_by_id"] = fail
    assert tool.live(ALL, "--save", folder) == 2
    assert tool.service.called == ["sys_balance", "user_by_id"]
    assert "cannot write there" in tool.err
    assert tool.lines("agrees")[-1] == "user_by_id (1 unit)"


def test_the_key_is_redacted_everywhere(tool: Tool, tmp_path: Path) -> None:
    tool.service.drifts = {
        "user_by_id": put("/user/username", {KEY: KEY}),
        "user_by_username": put("/user/pk", [KEY]),
        "user_clips": put(f"/{KEY}", KEY),
        "user_videos": header("content-type", f"text/{KEY}"),
        "user_a2": lambda answer: attrs.evolve(answer, content=KEY.encode()),
        "user_medias": refused(404, {"detail": 5, KEY: KEY}),
        "user_following": header("x-hiker-info", KEY),
        "user_highlights": put("/next_page_id", [KEY]),
    }
    assert tool.live(ALL, "--save", tmp_path) == 1
    assert {line.split()[0] for line in tool.lines("differs")} >= {"user_by_id", "user_a2"}
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    shown = tool.out + tool.err
    assert "***" in shown and b"***" in kept
    tool.service.called = []
    tool.run("--from", tmp_path)
    assert KEY not in shown + tool.out + tool.err and KEY.encode() not in kept


# Payloads on disk.


def write(folder: Path, **bodies: Any) -> None:
    for name, made in bodies.items():
        text = made if isinstance(made, bytes) else json.dumps(made).encode()
        (folder / f"{name.replace('__', '.')}.json").write_bytes(text)


def test_payloads_on_disk_are_judged_without_calls(
    tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HIKERAPI_TOKEN")
    monkeypatch.setattr("scripts.tools.contract.command.HttpxTransport", None)
    write(tmp_path, **BODIES)
    assert tool.run("--from", tmp_path) == 0
    assert tool.sum == f"{len(BODIES)} payloads judged; 0 differences, 0 new fields"
    odd = copy.deepcopy(BODIES["user_by_id"])
    odd["user"]["username"] = None
    write(tmp_path, user_by_id__page2=odd)
    assert tool.run("--from", tmp_path) == 1
    assert tool.lines("differs") == [
        "user_by_id.page2.json /user/username: spec: string; received: null"
    ]


@pytest.mark.parametrize(
    ("content", "received"),
    [
        (b"", 'string "", not JSON'),
        (b"{} x", 'string "{} x", not JSON'),
        (b'{"user": NaN}', 'string "{\\"user\\": NaN}", not JSON'),
        (b"\xff\xfe\x00", 'string "\\ufffd\\ufffd\\u0000", not JSON'),
        (b"9" * 5000, f'string "{"9" * 60}"…, not JSON'),
        (b'{"a":' * 20_000, "a body nested too deeply"),
    ],
)
def test_a_payload_that_is_not_json(
    tool: Tool, tmp_path: Path, content: bytes, received: str
) -> None:
    write(tmp_path, user_by_id=content)
    assert tool.run("--from", tmp_path) == 1
    assert tool.lines("differs") == [f"user_by_id.json (body): spec: JSON; received: {received}"]
    assert tool.err == ""


@pytest.mark.parametrize(
    "content",
    [
        b'{"user": {"pk": 1, "username": ["\\ud800"], "\\ud800": {"\\ud800": 1}}}',
        b'{"user": ' * 400 + b"1" + b"}" * 400,
        b'{"user": {"pk": 1, "username": ' + b"[" * 700 + b"]" * 700 + b"}}",
        b'{"user": {"pk": -1' + b"0" * 4000 + b', "username": 1e999}}',
    ],
)
def test_a_payload_that_few_parsers_accept_is_reported(
    tool: Tool, tmp_path: Path, content: bytes
) -> None:
    write(tmp_path, user_by_id=content)
    assert tool.run("--from", tmp_path) == 1
    assert 1 <= len(tool.lines("differs")) <= 2
    assert tool.err == "" and max(map(len, tool.out.splitlines())) <= 600


def test_files_that_are_not_payloads(
    tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payloads, "DEFAULT_MAX_RESPONSE_BYTES", 200)
    write(tmp_path, sys_balance=BODIES["sys_balance"], user_by_id=BODIES["user_by_id"], unknown={})
    write(tmp_path, sys_balanc__1={})
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "user_clips.json").mkdir()
    assert tool.run("--from", tmp_path) == 2
    assert tool.err.splitlines() == [
        "error: sys_balanc.1.json: unknown operation 'sys_balanc'",
        "error: unknown.json: unknown operation 'unknown'",
        "error: user_by_id.json: it is larger than 200 bytes",
    ]
    assert tool.sum == "1 payload judged; 0 differences, 0 new fields"


def test_folders_without_payloads(tool: Tool, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing", ROOT / "pyproject.toml"):
        assert tool.run("--from", folder) == 2
        assert tool.out == ""
        assert tool.err.count("\n") == 1 and str(folder) in tool.err


# The judge is right.


def walk(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield way
    inner: Any = node.items() if isinstance(node, dict) else ()
    for step, value in enumerate(node) if isinstance(node, list) else inner:
        yield from walk(value, (*way, step))


WAYS = {name: [way for way in walk(made) if way] for name, made in BODIES.items()}
DOCUMENT = Document(SPEC)
EXAMINER = Examiner(DOCUMENT)


def schema_of(name: str) -> Any:
    reply = EXAMINER.documented.reply(name, 200)
    assert reply is not None
    return reply.schema


def valid(name: str, made: Any) -> bool:
    whole = {"components": SPEC["components"], "allOf": [schema_of(name)]}
    return jsonschema_rs.is_valid(whole, made)


@given(
    name=st.sampled_from(sorted(BODIES)),
    data=st.data(),
    value=st.sampled_from([None, True, 5, 2.5, "x", [], [1], {}, {"k": [{}]}]),
)
def test_every_change_that_breaks_the_schema_is_reported_at_its_place(
    name: str, data: st.DataObject, value: Any
) -> None:
    made = copy.deepcopy(BODIES[name])
    way = data.draw(st.sampled_from(WAYS[name]))
    parent = made
    for step in way[:-1]:
        parent = parent[step]
    parent[way[-1]] = value
    verdict = EXAMINER.payload(name, json.dumps(made).encode())
    assert bool(verdict.count) == (not valid(name, made))
    place = "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in way)
    for difference in verdict.differences:
        # In it, not above it, whatever choices lie between; what is required may be missing in it.
        assert (difference.place + "/").startswith(place + "/")


@given(name=st.sampled_from(sorted(BODIES)), data=st.data())
def test_every_new_field_is_reported_at_its_place(name: str, data: st.DataObject) -> None:
    made = copy.deepcopy(BODIES[name])
    objects = [way for way in [(), *WAYS[name]] if isinstance(follow(made, way), dict)]
    way = data.draw(st.sampled_from(objects))
    follow(made, way)["a new/field"] = {"and": "below it"}
    steps = ["*" if isinstance(step, int) else step for step in (*way, "a new~1field")]
    (new,) = news(DOCUMENT, made, schema_of(name))
    assert (new.place, new.kinds, new.times) == ("/" + "/".join(steps), {"object"}, 1)


def follow(node: Any, way: tuple[Any, ...]) -> Any:
    for step in way:
        node = node[step]
    return node


# Used wrongly.


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "one of the arguments --live --from is required"),
        (["--live"], "--live needs --max-units"),
        (["--live", "--from", "x", "--max-units", "1"], "not allowed with"),
        (["--from", "x", "--max-units", "1"], "--max-units needs --live"),
        (["--from", "x", "--base-url", "http://127.0.0.1"], "--base-url needs --live"),
        (["--from", "x", "--save", "y"], "--save needs --live"),
        (["--live", "--max-unit", "5"], "unrecognized arguments"),
        *[
            (["--live", f"--max-units={text}"], "not a positive integer")
            for text in ("0", "-1", "1.5", "", " 5", "ten", "1e3", "\u0665", "9" * 5000)
        ],
        (["--live", "--max-units", "5", "--base-url", "http://example.test"], "plain http"),
        (["--live", "--max-units", "5", "--base-url", "nonsense"], "base_url"),
    ],
)
def test_wrong_options_are_one_clear_line(tool: Tool, options: list[str], message: str) -> None:
    assert tool.run(*options) == 2
    assert message in tool.err
    assert tool.err.count("\n") == 1 and len(tool.err) < 600
    assert tool.out == "" and tool.service.called == []


def test_without_a_key_nothing_is_called(tool: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, message in ((None, "set HIKERAPI_TOKEN"), ("", "empty"), ("a\nb", "printable")):
        if key is None:
            monkeypatch.delenv("HIKERAPI_TOKEN")
        else:
            monkeypatch.setenv("HIKERAPI_TOKEN", key)
        assert tool.live() == 2
        assert message in tool.err and tool.err.count("\n") == 1
    assert tool.service.called == []


def test_an_interrupted_run_reports_its_progress(tool: Tool) -> None:
    def interrupt(seconds: float) -> None:
        raise KeyboardInterrupt

    options = ["--live", "--max-units", "9", "--base-url", tool.url]
    assert main(options, interrupt) == 2
    tool.out, tool.err = tool.capture.readouterr()
    assert "1 operation called" in tool.sum and "interrupted" in tool.err
    assert tool.service.called == ["sys_balance"]


def test_a_closed_output_ends_the_run(tool: Tool) -> None:
    command = [sys.executable, "-m", "scripts.tools.contract", "--live", "--max-units", "99"]
    run = subprocess.Popen(
        [*command, "--base-url", tool.url],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert run.stdout is not None and run.stderr is not None
    run.stdout.close()
    with run:
        assert (run.wait(60), run.stderr.read()) == (2, b"")
    assert len(tool.service.called) == 1


def test_as_a_script(tool: Tool, tmp_path: Path) -> None:
    write(tmp_path, user_by_id={"user": {"pk": 1}})
    run = subprocess.run(
        [sys.executable, "-m", "scripts.tools.contract", "--from", "."],
        cwd=ROOT,
        env={**os.environ, "HIKERKIT_CALLER_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (run.returncode, run.stderr) == (1, "")
    assert run.stdout.splitlines()[0] == (
        "differs     user_by_id.json /user/username: spec: is required; received: nothing"
    )
