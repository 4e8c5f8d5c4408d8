"""Responses: what calls return, and the error for each response that cannot be used."""

from __future__ import annotations

import copy
import json
import pickle
import warnings
from typing import Any

import pytest
from hikerkit_api import api, models, service

from hikerkit import errors
from tests.conftest import documented
from tests.sync_async import KEY, Face, answer

BODIES = documented()
NOT_PAGED = [o for o in api.operations() if o.page is None and o.id in BODIES]
ARGUMENTS = {
    o.id: {p.argument: p.example for p in o.parameters if p.required} for o in api.operations()
}


@pytest.mark.parametrize("operation", NOT_PAGED, ids=lambda o: o.id)
def test_each_call_returns_its_documented_response(face: Face, operation: Any) -> None:
    body = BODIES[operation.id]
    headers: dict[str, Any] = {service.UNITS_HEADER.replace("-", "_"): "reqs=2"}
    client, _ = face.scripted(lambda request: answer(body, **headers))
    method = f"{operation.resource}.{operation.name}"
    result = face.call(client, method, **ARGUMENTS[operation.id])
    expected = body
    for step in operation.result:
        expected = expected[step]
    assert result.to_dict() == expected
    whole = face.call(client, f"with_response.{method}", **ARGUMENTS[operation.id])
    assert whole.result == result and whole.body == body
    assert json.loads(whole.content) == body
    assert (whole.status, whole.units) == (200, 2)
    assert whole.headers[service.UNITS_HEADER] == "reqs=2"
    assert client.usage.units == 4 and client.usage.requests == 2
    assert KEY not in repr(whole) and operation.path in whole.url


@pytest.mark.parametrize(
    ("header", "units"),
    [
        ("reqs=3", 3),
        ('{"reqs": 2}', 2),
        ('{"v": 7, "reqs": 1}', 1),
        ("", None),
        ("none", None),
        ("7", None),
    ],
)
def test_both_spellings_of_the_cost(face: Face, header: str, units: int | None) -> None:
    client, _ = face.scripted(lambda request: answer({"requests": 5}, x_hiker_info=header))
    assert face.call(client, "with_response.sys.balance").units == units


def test_the_cost_is_the_specs_where_the_service_says_nothing(face: Face) -> None:
    client, _ = face.scripted(lambda request: answer(BODIES["user_stories"]))
    face.call(client, "user.stories", 1)
    face.call(client, "user.stories", 1, force=True)
    assert client.usage.units == 2 + 1


def test_a_null_reel_is_a_response(face: Face) -> None:
    client, _ = face.scripted(lambda request: answer({"reel": None, "status": "ok"}))
    assert face.call(client, "user.stories", 1).reel is None


STATUSES = sorted({*service.CHARGED, 418, 451, 520, 599})


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_an_error_of_its_own(face: Face, status: int, naps: list[float]) -> None:
    body = {"detail": "We are sorry", "exc_type": "Something"}
    client, _ = face.scripted(lambda request: answer(body, status, x_hiker_info="reqs=0"))
    with pytest.raises(errors.StatusError) as caught:
        face.call(client, "user.by_id", 1)
    error = caught.value
    assert type(error) is errors.status_error(status)
    assert (error.status, error.operation, error.kind) == (status, "user_by_id", "Something")
    assert "We are sorry" in str(error) and str(status) in str(error)
    assert json.loads(error.content) == body and error.headers["content-type"] == "application/json"
    assert error.url is not None and "/v2/user/by/id" in error.url
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error) and str(again) == str(error) and vars(again) == vars(error)


def test_every_documented_status_has_a_class() -> None:
    documented_errors = {status for status in service.CHARGED if status >= 400}
    assert documented_errors <= set(errors.STATUS_ERRORS)
    assert len(set(errors.STATUS_ERRORS.values())) == len(errors.STATUS_ERRORS)


def test_wrong_arguments_are_listed(face: Face) -> None:
    body = {"detail": [{"loc": ["query", "id", 0], "msg": "Field required", "type": "missing"}]}
    client, _ = face.scripted(lambda request: answer(body, 422))
    with pytest.raises(errors.UnprocessableError, match=r"query\.id\.0: Field required") as caught:
        face.call(client, "user.by_id", 1)
    assert caught.value.faults == (("query.id.0", "Field required"),)


@pytest.mark.parametrize(
    "body", [{"detail": "text"}, {"detail": [None, 5, {"loc": 1}]}, [1], None, "x"]
)
def test_a_422_of_another_shape_is_still_reported(face: Face, body: Any) -> None:
    client, _ = face.scripted(lambda request: answer(body, 422))
    with pytest.raises(errors.UnprocessableError):
        face.call(client, "user.by_id", 1)


def test_a_failure_under_a_good_status_is_a_failure(face: Face) -> None:
    body = {"state": False, "error": "Top up your account", "exc_type": "InsufficientFunds"}
    client, _ = face.scripted(lambda request: answer(body))
    with pytest.raises(errors.FailureError, match="Top up your account") as caught:
        face.items(client.user.followers(1))
    assert caught.value.kind == "InsufficientFunds"


def test_the_cdns_plain_text_is_shown(face: Face) -> None:
    refused = answer(
        content=b"error code: 1010", status=403, content_type="text/plain; charset=UTF-8"
    )
    client, _ = face.scripted(lambda request: refused)
    with pytest.raises(errors.ForbiddenError, match="error code: 1010"):
        face.call(client, "user.by_id", 1)


BAD_BODIES = {
    "empty": b"",
    "html": b"<!doctype html><html>sign in</html>",
    "cut off": json.dumps(BODIES["user_by_id"]).encode()[:500],
    "not utf-8": b'{"user": "\xff\xfe"}',
    "deep": b'{"user":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "not a number": b'{"user": NaN}',
    "words": b"error code: 520",
    "two documents": b"{} {}",
}


@pytest.mark.parametrize("content", BAD_BODIES.values(), ids=BAD_BODIES)
def test_a_body_that_is_not_json_is_reported_and_kept(face: Face, content: bytes) -> None:
    client, _ = face.scripted(lambda request: answer(content=content, x_hiker_info="reqs=1"))
    with pytest.raises(errors.NotJsonError) as caught:
        face.call(client, "user.by_id", 1)
    error = caught.value
    assert error.content == content and error.status == 200 and error.units == 1
    assert error.charged == "yes" and len(str(error)) < 700
    assert pickle.loads(pickle.dumps(error)).content == content


BAD_SHAPES: dict[str, tuple[Any, str]] = {
    "an array": ([], ""),
    "null": (None, ""),
    "a number": (5, ""),
    "without the user": ({"status": "ok"}, "/user"),
    "user null": ({"user": None}, "/user"),
    "user a list": ({"user": []}, "/user"),
    "user a text": ({"user": "natgeo"}, "/user"),
}


@pytest.mark.parametrize(("body", "pointer"), BAD_SHAPES.values(), ids=BAD_SHAPES)
def test_json_of_another_shape_is_reported_and_kept(face: Face, body: Any, pointer: str) -> None:
    client, _ = face.scripted(lambda request: answer(body))
    with pytest.raises(errors.UnexpectedShapeError) as caught:
        face.call(client, "user.by_id", 1)
    assert caught.value.pointer == pointer
    assert json.loads(caught.value.content) == body


def test_digits_and_cut_emoji_survive(face: Face) -> None:
    content = b'{"user": {"pk": 123456789012345678901234567890, "biography": "\\ud83c cut"}}'
    client, _ = face.scripted(lambda request: answer(content=content))
    user = face.call(client, "user.by_id", 1)
    assert user.pk == 123456789012345678901234567890 and user.biography == "\ud83c cut"
    client, _ = face.scripted(lambda request: answer({"user": {"pk": 2**64 + 1}}))
    assert face.call(client, "user.by_id", 1).pk == 2**64 + 1


def test_text_of_the_service_has_no_control_characters(face: Face) -> None:
    body = {"detail": "\x1b[2Jgone\u202e\x9b31m" + "x" * 10_000}
    client, _ = face.scripted(lambda request: answer(body, 404))
    with pytest.raises(errors.NotFoundError) as caught:
        face.call(client, "user.by_id", 1)
    assert str(caught.value).isprintable() and len(str(caught.value)) < 700
    assert json.loads(caught.value.content) == body


def test_deprecated_calls_warn_and_name_the_replacement(face: Face) -> None:
    client, _ = face.scripted(lambda request: answer({}))
    with pytest.warns(DeprecationWarning, match="/gql/user/medias"):
        client.user.medias(1)
    with pytest.warns(DeprecationWarning, match=r"user\.clips"):
        client.user.videos(1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        client.user.clips(1)


def test_results_are_models_with_their_class(face: Face) -> None:
    body = copy.deepcopy(BODIES["user_by_username"])
    client, _ = face.scripted(lambda request: answer(body))
    user = face.call(client, "user.by_username", "natgeo")
    assert isinstance(user, models.User) and user.pk == 787132
    assert isinstance(user.fan_club_info, models.FanClubInfo)


def test_each_call_may_have_its_own_timeout(face: Face) -> None:
    client, transport = face.scripted(lambda request: answer({"requests": 1}), timeout=7)
    face.call(client, "sys.balance")
    face.call(client, "sys.balance", timeout=2.5)
    face.call(client, "sys.balance", timeout=None)
    assert [request.timeout for request in transport.requests] == [7, 2.5, None]
