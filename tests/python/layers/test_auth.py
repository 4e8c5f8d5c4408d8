"""The key: sent to its host, and visible nowhere else."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from typing import Any

import pytest

from hikerkit import AsyncHiker, Hiker, errors
from hikerkit.transports.base import RawResponse, Request
from tests.sync_async import KEY, AsyncScripted, Face, Scripted, answer, in_turn


def moved(place: str, status: int = 307) -> RawResponse:
    return answer({}, status, location=place)


def test_the_key_is_sent_in_the_header_of_the_spec(face: Face) -> None:
    client, transport = face.scripted(lambda request: answer({"requests": 1}))
    face.call(client, "sys.balance")
    (request,) = transport.requests
    assert request.headers["x-access-key"] == KEY and KEY not in request.url


@pytest.mark.parametrize(
    "place",
    [
        "/v2/elsewhere",
        "https://api.hikerapi.com/v2/elsewhere",
        "//api.hikerapi.com:443/v2/elsewhere",
    ],
)
def test_a_redirect_to_the_same_host_is_followed(face: Face, place: str) -> None:
    client, transport = face.scripted(in_turn([moved(place), answer({"requests": 1})]))
    assert face.call(client, "sys.balance").requests == 1
    assert transport.requests[1].url.endswith("/v2/elsewhere")
    assert client.usage.requests == 1


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.test/v2",
        "http://api.hikerapi.com/v2",
        "https://api.hikerapi.com:8443/v2",
        "https://api.hikerapi.com.evil.test/",
        "https://api.hikerapi.com@evil.test/",
        "//evil.test/v2",
        "https://api.instagrapi.com/v2",
        "file:///etc/passwd",
        "https://[::1",
        "http://api.hikerapi.com:99999/",
    ],
)
def test_a_redirect_to_another_host_is_refused(face: Face, place: str, naps: list[float]) -> None:
    client, transport = face.scripted(lambda request: moved(place))
    with pytest.raises(errors.RedirectError) as caught:
        face.call(client, "sys.balance")
    assert len(transport.requests) == 1
    assert caught.value.operation == "sys_balance" and caught.value.status == 307


def test_a_redirect_loop_ends(face: Face) -> None:
    client, transport = face.scripted(lambda request: moved("/again"))
    with pytest.raises(errors.RedirectError, match="in a loop"):
        face.call(client, "sys.balance")
    assert len(transport.requests) <= 10


def failures() -> list[Any]:
    return [
        errors.ConnectionLostError("cut"),
        answer({"detail": f"key {KEY} is wrong"}, 401),
        answer(content=f"<html>{KEY}</html>".encode()),
        answer({"user": KEY}),
        answer({"detail": KEY, "exc_type": KEY}, 500, x_echo=KEY),
        moved(f"https://evil.test/{KEY}"),
    ]


@pytest.mark.parametrize("number", range(len(failures())))
def test_the_key_shows_nowhere(
    face: Face, number: int, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    client, _ = face.scripted(in_turn(failures()[number : number + 1]), retries=0)
    with pytest.raises(errors.HikerError) as caught:
        face.call(client, "user.by_id", 1)
    error = caught.value
    shown = "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))
    shown += repr(client) + repr(vars(client)) + str(client.usage) + caplog.text
    shown += "".join(capfd.readouterr())
    assert KEY not in shown
    assert KEY.encode() not in pickle.dumps(error)


def test_requests_and_settings_do_not_show_the_key(face: Face) -> None:
    client, transport = face.scripted(lambda request: answer({"requests": 1}))
    face.call(client, "sys.balance")
    assert KEY not in repr(transport.requests) + repr(client._settings)


@pytest.mark.parametrize("key", ["k", "any", "7", "test", KEY])
def test_a_valid_response_is_never_changed(face: Face, key: str) -> None:
    user = {"pk": 787, "username": "test", "full_name": f"Company of Germany {KEY}"}
    client, _ = face.scripted(lambda request: answer({"user": user}), key=key)
    assert face.call(client, "user.by_id", 1).to_dict() == user


def test_the_key_shows_in_no_variable_of_a_traceback(face: Face) -> None:
    for failure in (errors.ConnectionLostError("cut"), answer({}, 404), answer({"user": 5})):
        client, _ = face.scripted(in_turn([failure]), retries=0)
        with pytest.raises(errors.HikerError) as caught:
            face.call(client, "user.by_id", 1)
        told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
        frames = [frame for frame in told.stack if "hikerkit" in frame.filename]
        assert len(frames) > 3 and KEY not in "".join(str(frame.locals) for frame in frames)


def test_a_key_with_json_escapes_is_redacted(face: Face) -> None:
    key = "SECRET/ABCDEFGHIJ"
    body = b'{"detail": "SECRET\\/ABCDEFGHIJ is wrong"}'
    client, _ = face.scripted(lambda request: answer(content=body, status=401), key=key)
    with pytest.raises(errors.UnauthorizedError) as caught:
        face.call(client, "user.by_id", 1)
    assert "SECRET" not in str(caught.value) + repr(vars(caught.value))


@pytest.mark.parametrize(("kind", "transport"), [(Hiker, Scripted), (AsyncHiker, AsyncScripted)])
def test_a_client_does_not_pickle(kind: Any, transport: Any) -> None:
    client = kind(KEY, transport=transport(lambda request: answer({})))
    for copied in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="create one per process"):
            copied(client)


def test_closing_closes_the_transport() -> None:
    transport = Scripted(lambda request: answer({"requests": 1}))
    with Hiker(KEY, transport=transport) as client:
        assert client.sys.balance().requests == 1
    assert transport.closed == 1


def never(request: Request) -> RawResponse:
    raise AssertionError("nothing may be sent")


def test_making_a_client_sends_nothing(face: Face) -> None:
    client, transport = face.scripted(never)
    client.user.followers(1)
    assert transport.requests == [] and repr(client.user.followers(1))


def test_the_key_is_redacted_from_previous_errors(face: Face) -> None:
    echo = answer({"detail": KEY}, 503, retry_after="99999", x_echo=KEY)
    client, _ = face.scripted(in_turn([echo]), deadline=5, max_retry_after=10**5)
    with pytest.raises(errors.DeadlineError) as caught:
        face.call(client, "user.by_id", 1)
    before = caught.value.__cause__
    assert isinstance(before, errors.StatusError) and before.content
    assert KEY not in repr(vars(before)) and KEY not in repr(before.args)
