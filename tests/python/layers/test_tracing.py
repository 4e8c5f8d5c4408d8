"""What loggers and hooks are told about requests and responses."""

from __future__ import annotations

import logging
import subprocess
import sys
from typing import Any

import pytest

from hikerkit import Budget, errors
from hikerkit.events import RequestEvent, ResponseEvent
from hikerkit.layers.flow import Call
from hikerkit.layers.tracing import Tracer
from hikerkit.transports.base import Request
from tests.conftest import Clock
from tests.sync_async import KEY, Face, answer, in_turn

USER = answer({"user": {"pk": "1"}}, x_hiker_info="reqs=1")


def test_each_response_is_one_line(
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


def test_nothing_is_reported_if_nobody_listens(
    face: Face, naps: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    client, _ = face.scripted(in_turn([answer({}, 404), USER]))
    with pytest.raises(errors.NotFoundError):
        face.call(client, "user.by_id", 1)
    face.call(client, "user.by_id", 1)
    assert caplog.records == []


def test_the_key_is_in_no_line(
    face: Face, naps: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "hikerkit")
    echo = answer({"detail": KEY}, 500, x_echo=KEY)
    late = errors.TimedOutError(KEY)
    client, _ = face.scripted(in_turn([late, *[echo] * 5]))
    for _ in range(2):
        with pytest.raises(errors.HikerError):
            face.call(client, "user.by_id", 1)
    assert len(caplog.records) >= 2
    assert all(KEY not in repr(vars(record)) for record in caplog.records)


def test_a_hook_may_keep_a_request_from_being_sent(face: Face) -> None:
    def veto(event: RequestEvent) -> None:
        raise PermissionError("not today")

    budget = Budget(5)
    client, transport = face.scripted(lambda _: USER, on_request=veto, max_units=budget)
    with pytest.raises(PermissionError, match="not today"):
        face.call(client, "user.by_id", 1)
    assert transport.requests == [] and budget.left == 5 and client.usage.requests == 0


def test_a_hook_that_fails_loses_no_response(face: Face, caplog: pytest.LogCaptureFixture) -> None:
    def fails(event: ResponseEvent) -> None:
        raise ZeroDivisionError

    client, _ = face.scripted(lambda _: USER, on_response=fails)
    assert face.call(client, "user.by_id", 1).pk == "1"
    assert "on_response raised" in caplog.text and "ZeroDivisionError" in caplog.text


def test_a_replay_is_reported_with_its_source(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "hikerkit")
    told: list[ResponseEvent] = []
    Tracer(None, told.append).replayed(Call(Request("user_by_id", "GET", "u")), USER, 0.002)
    assert told == [ResponseEvent("user_by_id", "u", 1, 200, 1, "archive", 0.002)]
    assert caplog.messages == ["user_by_id: 200, 1 units, archive, attempt 1, 0.002 s"]


async def no_hook(event: object) -> None:
    """A coroutine would never be awaited."""


@pytest.mark.parametrize("name", ["on_request", "on_response"])
@pytest.mark.parametrize("hook", [5, "print", no_hook])
def test_a_hook_that_cannot_be_called_is_rejected(face: Face, name: str, hook: object) -> None:
    with pytest.raises(errors.ArgumentError, match=f"{name}: expected a plain function"):
        face.scripted(lambda _: USER, **{name: hook})


def test_nothing_is_printed_by_itself_and_nothing_heavy_imported() -> None:
    program = """
import sys
import hikerkit
heavy = {"logging", "sqlite3", "httpx", "hashlib", "email.utils", "anyio"} & set(sys.modules)
assert not heavy, heavy
from hikerkit._utils import log
log.logger().warning("x")
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
