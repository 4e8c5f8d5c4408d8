"""What loggers and hooks are told of requests and answers."""

from __future__ import annotations

import logging
import subprocess
import sys
from typing import Any

import pytest

from hikerkit import Budget, errors
from hikerkit.tracing import AnswerEvent, RequestEvent, Tracer
from hikerkit.transport import Request
from tests.conftest import Clock
from tests.faces import KEY, Face, answer, in_turn

USER = answer({"user": {"pk": "1"}}, x_hiker_info="reqs=1")


def test_each_answer_is_one_line(
    face: Face, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    def script(request: Request) -> Any:
        clock.go_on(0.25)
        return USER

    caplog.set_level(logging.INFO, "hikerkit")
    client, _ = face.scripted(script)
    face.call(client, "user.by_id", 1)
    (record,) = caplog.records
    told = "user_by_id: 200, 1 units, wire, attempt 1, 0.250 s"
    assert record.getMessage() == told and record.levelname == "INFO"
    fields = vars(record)
    assert (fields["operation"], fields["status"], fields["units"]) == ("user_by_id", 200, 1)
    assert (fields["source"], fields["attempt"], fields["duration"]) == ("wire", 1, 0.25)


def test_a_repeat_is_told_and_louder_where_it_may_cost(
    face: Face, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "hikerkit")
    refused, late = answer({}, 503, retry_after="2"), errors.TimedOutError("late")
    client, _ = face.scripted(in_turn([refused, late, USER]))
    face.call(client, "user.by_id", 1)
    lines = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert [level for level, _ in lines] == ["INFO", "INFO", "INFO", "WARNING", "INFO"]
    assert lines[0][1].startswith("user_by_id: 503, unknown units, wire, attempt 1,")
    assert lines[1][1] == "user_by_id: attempt 1 ended in 503; again in 2.00 s"
    assert lines[2][1].startswith("user_by_id: TimedOutError, unknown units, wire, attempt 2")
    assert "attempt 2 ended in TimedOutError and may have been charged" in lines[3][1]
    assert lines[4][1].startswith("user_by_id: 200, 1 units, wire, attempt 3")


def test_nothing_is_told_where_nobody_listens(
    face: Face, naps: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    client, _ = face.scripted(in_turn([answer({}, 503), USER]))
    face.call(client, "user.by_id", 1)
    assert caplog.records == []


def test_the_key_is_in_no_line(
    face: Face, naps: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "hikerkit")
    echo = answer({"detail": KEY}, 500, x_echo=KEY)
    client, _ = face.scripted(in_turn([errors.TimedOutError(KEY), echo]), rate=1000)
    with pytest.raises(errors.HikerError):
        face.call(client, "user.by_id", 1)
    assert len(caplog.records) == 3
    assert all(KEY not in repr(vars(record)) for record in caplog.records)


def test_hooks_see_each_attempt(face: Face, clock: Clock) -> None:
    told: list[Any] = []
    client, _ = face.scripted(
        in_turn([answer({}, 503), errors.ConnectFailedError("no"), USER]),
        on_request=told.append,
        on_answer=told.append,
    )
    face.call(client, "user.by_id", 1)
    url = "https://api.hikerapi.com/v2/user/by/id?id=1"
    assert told == [
        RequestEvent("user_by_id", url, 1, 1),
        AnswerEvent("user_by_id", url, 1, 503, None, "wire", 0.0),
        RequestEvent("user_by_id", url, 2, 1),
        AnswerEvent("user_by_id", url, 2, None, None, "wire", 0.0, "ConnectFailedError"),
        RequestEvent("user_by_id", url, 3, 1),
        AnswerEvent("user_by_id", url, 3, 200, 1, "wire", 0.0),
    ]
    assert KEY not in repr(told)


def test_a_wait_for_the_rate_is_no_time_of_the_service(face: Face, clock: Clock) -> None:
    told: list[AnswerEvent] = []
    client, _ = face.scripted(lambda _: USER, rate=1, on_answer=told.append)
    for _ in range(2):
        face.call(client, "user.by_id", 1)
    assert [event.seconds for event in told] == [0.0, 0.0] and sum(clock.naps) > 1


def test_a_hook_may_keep_a_request_from_being_sent(face: Face) -> None:
    def veto(event: RequestEvent) -> None:
        raise PermissionError("not today")

    budget = Budget(5)
    client, transport = face.scripted(lambda _: USER, on_request=veto, max_units=budget)
    with pytest.raises(PermissionError, match="not today"):
        face.call(client, "user.by_id", 1)
    assert transport.requests == [] and budget.left == 5 and client.usage.requests == 0


def test_a_hook_that_fails_loses_no_answer(face: Face, caplog: pytest.LogCaptureFixture) -> None:
    def fails(event: AnswerEvent) -> None:
        raise ZeroDivisionError

    client, _ = face.scripted(lambda _: USER, on_answer=fails)
    assert face.call(client, "user.by_id", 1).pk == "1"
    assert "on_answer raised" in caplog.text and "ZeroDivisionError" in caplog.text


def test_what_the_archive_gives_is_told_as_its_own(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "hikerkit")
    told: list[AnswerEvent] = []
    Tracer(None, told.append).replayed(Request("user_by_id", "GET", "u"), USER, 0.002)
    assert told == [AnswerEvent("user_by_id", "u", 1, 200, 1, "archive", 0.002)]
    assert caplog.messages == ["user_by_id: 200, 1 units, archive, attempt 1, 0.002 s"]


async def no_hook(event: object) -> None:
    """A coroutine would never be awaited."""


@pytest.mark.parametrize("name", ["on_request", "on_answer"])
@pytest.mark.parametrize("hook", [5, "print", no_hook])
def test_a_hook_that_cannot_be_called_is_told(face: Face, name: str, hook: object) -> None:
    with pytest.raises(errors.ArgumentError, match=f"{name}: expected a plain function"):
        face.scripted(lambda _: USER, **{name: hook})


def test_nothing_is_printed_by_itself_and_nothing_heavy_imported() -> None:
    program = """
import sys
import hikerkit
heavy = {"logging", "sqlite3", "httpx", "hashlib", "email.utils", "anyio"} & set(sys.modules)
assert not heavy, heavy
from hikerkit import log
log.logger().warning("x")
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
