"""Bad input: a clear error that names the argument, before anything is sent."""

from __future__ import annotations

from typing import Any

import pytest

from hikerkit import AsyncHiker, Hiker
from hikerkit.errors import AccessKeyError, ArgumentError
from tests.sync_async import KEY, Face, answer

BAD_CALLS: list[tuple[str, tuple[Any, ...], dict[str, Any], str]] = [
    ("user.by_username", ("",), {}, "username"),
    ("user.by_username", ("@natgeo",), {}, "username"),
    ("user.by_username", ("a" * 31,), {}, "username"),
    ("user.by_username", ("nat geo",), {}, "username"),
    ("user.by_username", ("natgeo\n",), {}, "username"),
    ("user.by_username", ("natgéo",), {}, "username"),
    ("user.by_username", ("\ud800",), {}, "username"),
    ("user.by_username", (None,), {}, "username"),
    ("user.by_username", (787132,), {}, "username"),
    ("user.by_username", (b"natgeo",), {}, "username"),
    ("user.by_id", ("natgeo",), {}, "id"),
    ("user.by_username", ("...",), {}, "username"),
    ("user.by_id", (0,), {}, "id"),
    ("user.by_id", ("007",), {}, "id"),
    ("user.by_id", ("",), {}, "id"),
    ("user.by_id", (-1,), {}, "id"),
    ("user.by_id", (1.0,), {}, "id"),
    ("user.by_id", (True,), {}, "id"),
    ("user.by_id", ("٣٤٥",), {}, "id"),
    ("user.by_id", (10**5000,), {}, "id"),
    ("user.followers", (), {}, "user_id"),
    ("user.followers", ("",), {}, "user_id"),
    ("user.followers", ("natgeo",), {}, "user_id"),
    ("user.followers", ("1",), {"limit": -1}, "limit"),
    ("user.followers", ("1",), {"limit": 1.5}, "limit"),
    ("user.followers", ("1",), {"limit": True}, "limit"),
    ("user.followers", ("1",), {"max_pages": "2"}, "max_pages"),
    ("user.followers", ("1",), {"page_id": 5}, "page_id"),
    ("user.highlights", ("1",), {"amount": -1}, "amount"),
    ("user.highlights", ("1",), {"amount": "20"}, "amount"),
    ("user.highlights", ("1",), {"amount": 2**63}, "amount"),
    ("user.highlights", ("1",), {"amount": 10**5000}, "amount"),
    ("user.highlights", ("1",), {"amount": True}, "amount"),
    ("user.highlights", ("1",), {"force": 1}, "force"),
    ("user.highlights", ("1",), {"force": "true"}, "force"),
    ("user.by_id", (1,), {"timeout": 0}, "timeout"),
    ("user.by_id", (1,), {"timeout": -3}, "timeout"),
    ("user.by_id", (1,), {"timeout": float("nan")}, "timeout"),
    ("user.by_id", (1,), {"timeout": "3"}, "timeout"),
    ("user.by_id", (1,), {"timout": 3}, "timout"),
    ("user.followers", ("1",), {"limt": 3}, "limt"),
    ("sys.balance", (), {"user_id": 3}, "user_id"),
]


@pytest.mark.parametrize(("method", "args", "named", "argument"), BAD_CALLS)
def test_a_bad_argument_is_named_and_nothing_is_sent(
    face: Face, method: str, args: tuple[Any, ...], named: dict[str, Any], argument: str
) -> None:
    client, transport = face.scripted(lambda request: answer({}))
    with pytest.raises(ArgumentError) as caught:
        face.call(client, method, *args, **named)
    assert caught.value.argument == argument
    assert argument in str(caught.value) and len(str(caught.value)) < 300
    assert isinstance(caught.value, ValueError)
    assert transport.requests == [] and client.usage.requests == 0


def test_a_misspelt_keyword_gets_the_right_one(face: Face) -> None:
    client, _ = face.scripted(lambda request: answer({}))
    with pytest.raises(ArgumentError, match=r"did you mean timeout=\?"):
        face.call(client, "user.by_id", 1, timout=3)


@pytest.mark.parametrize(
    "key", ["", "  ", "a b", "abc\n", "ключ", "a\tb", "k\x00", 5, b"abc", ["k"]]
)
@pytest.mark.parametrize("kind", [Hiker, AsyncHiker])
def test_a_key_that_cannot_be_one(kind: type, key: Any) -> None:
    with pytest.raises(AccessKeyError) as caught:
        kind(key)
    assert caught.value.argument == "key"
    assert not (isinstance(key, str) and key.strip() and key in str(caught.value))


def test_no_key_names_the_environment_variable() -> None:
    with pytest.raises(AccessKeyError, match="HIKERAPI_TOKEN"):
        Hiker()


def test_the_key_comes_from_the_environment_or_a_callable(
    face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = {"requests": 1}
    monkeypatch.setenv("HIKERAPI_TOKEN", "from-environment")
    client, transport = face.scripted(lambda request: answer(body), key=None)
    face.call(client, "sys.balance")
    assert transport.requests[0].headers["x-access-key"] == "from-environment"
    keys = iter(["first", "second", "bad key"])
    client, transport = face.scripted(lambda request: answer(body), key=lambda: next(keys))
    face.call(client, "sys.balance")
    face.call(client, "sys.balance")
    assert [r.headers["x-access-key"] for r in transport.requests] == ["first", "second"]
    with pytest.raises(AccessKeyError):
        face.call(client, "sys.balance")
    assert len(transport.requests) == 2


@pytest.mark.parametrize(
    ("named", "argument"),
    [
        ({"base_url": "api.hikerapi.com"}, "base_url"),
        ({"base_url": "ftp://api.hikerapi.com"}, "base_url"),
        ({"base_url": "http://api.hikerapi.com"}, "base_url"),
        ({"base_url": "https://user:secret@api.hikerapi.com"}, "base_url"),
        ({"base_url": "https://api.hikerapi.com/?x=1"}, "base_url"),
        ({"base_url": "https://api.hikerapi.com:99999"}, "base_url"),
        ({"base_url": 5}, "base_url"),
        ({"base_url": "https://api.hikerapi.com?"}, "base_url"),
        ({"base_url": "https://api.hikerapi.com#"}, "base_url"),
        ({"base_url": "https://api.hikerapi.com/a b"}, "base_url"),
        ({"base_url": "https://api.hikerapi.com\n"}, "base_url"),
        ({"base_url": "https://api..com"}, "base_url"),
        ({"timeout": 10**400}, "timeout"),
        ({"timeout": 1e10}, "timeout"),
        ({"retries": -(10**5000)}, "retries"),
        ({"timeout": 0}, "timeout"),
        ({"timeout": "1"}, "timeout"),
        ({"retries": -1}, "retries"),
        ({"retries": 1.5}, "retries"),
        ({"max_response_bytes": 0}, "max_response_bytes"),
        ({"max_response_bytes": None}, "max_response_bytes"),
    ],
)
@pytest.mark.parametrize("kind", [Hiker, AsyncHiker])
def test_bad_settings_are_named(kind: type, named: dict[str, Any], argument: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        kind(KEY, **named)
    assert caught.value.argument == argument and "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://localhost:8080", "http://127.0.0.1", "https://x.test/api/"]
)
def test_good_base_urls(face: Face, url: str) -> None:
    client, transport = face.scripted(lambda request: answer({"requests": 1}), base_url=url)
    face.call(client, "sys.balance")
    assert transport.requests[0].url == url.rstrip("/") + "/sys/balance"


def test_the_environment_names_the_host_if_the_argument_does_not(
    face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIKERKIT_BASE_URL", "http://127.0.0.1:8080/")
    client, transport = face.scripted(lambda request: answer({"requests": 1}))
    face.call(client, "sys.balance")
    assert transport.requests[0].url == "http://127.0.0.1:8080/sys/balance"
    monkeypatch.setenv("HIKERKIT_BASE_URL", "http://elsewhere.example")
    with pytest.raises(ArgumentError, match="HIKERKIT_BASE_URL: plain http"):
        Hiker("key")


@pytest.mark.parametrize(
    ("method", "args", "named", "target"),
    [
        ("user.by_id", (787132,), {}, "/v2/user/by/id?id=787132"),
        ("user.by_id", ("787132",), {}, "/v2/user/by/id?id=787132"),
        ("user.by_username", ("nat.geo_1",), {}, "/v2/user/by/username?username=nat.geo_1"),
        ("user.stories", ("1",), {"force": False}, "/v2/user/stories?user_id=1&force=false"),
        ("user.stories", ("1",), {"safe_int": True}, "/v2/user/stories?user_id=1&safe_int=true"),
        ("user.highlights", ("1",), {"amount": 0}, "/v2/user/highlights?user_id=1&amount=0"),
        ("user.highlights", ("1",), {}, "/v2/user/highlights?user_id=1"),
    ],
)
def test_only_given_arguments_are_sent(
    face: Face, method: str, args: tuple[Any, ...], named: dict[str, Any], target: str
) -> None:
    client, transport = face.scripted(lambda request: answer({}, 404))
    with pytest.raises(Exception, match="404"):
        face.call(client, method, *args, **named)
    assert transport.requests[0].url == "https://api.hikerapi.com" + target


def test_cursors_are_sent_as_they_are(face: Face) -> None:
    odd = "QVFD+/=&?#%20 ü\"'"
    client, transport = face.scripted(lambda request: answer({}, 404))
    with pytest.raises(Exception, match="404"):
        face.items(client.user.followers(page_id=odd))
    from urllib.parse import parse_qsl, urlsplit

    assert parse_qsl(urlsplit(transport.requests[0].url).query) == [("page_id", odd)]


def test_members_of_enums_are_sent_as_their_value(face: Face) -> None:
    from enum import Enum, IntEnum

    class Name(str, Enum):  # noqa: UP042  (a StrEnum spells itself as its value)
        A = "natgeo"

    class Number(IntEnum):
        A = 787132

    client, transport = face.scripted(lambda request: answer({}, 404))
    for method, value in (("user.by_username", Name.A), ("user.by_id", Number.A)):
        with pytest.raises(Exception, match="404"):
            face.call(client, method, value)
    sent = [request.url.rsplit("=", 1)[1] for request in transport.requests]
    assert sent == ["natgeo", "787132"]


@pytest.mark.parametrize(
    ("change", "good", "bad"),
    [
        ({"kind": "array", "items_kind": "integer"}, [[1], [1, 2], (3,)], [["x"], [], [1, "x"], 1]),
        ({"kind": "array", "items_kind": "integer"}, [[0]], [[True], [1, False], [1.0]]),
        ({"kind": "array", "items_kind": "boolean"}, [[True, False]], [[1], ["true"]]),
        ({"kind": "array", "items_kind": "number"}, [[1, 0.5]], [[float("nan")], [True]]),
        ({"kind": "array", "items_kind": "string"}, [["", "é"]], [["\ud800"], [1]]),
        ({"kind": "array", "items_kind": "string", "choices": ("a", "b")}, [["a", "b"]], [["c"]]),
        ({"kind": "integer", "minimum": -(2**31), "maximum": 2**31 - 1}, [0, -5], [2**31, 1.0]),
        ({"kind": "integer", "choices": (1, 2)}, [1, 2], [3, "1"]),
        ({"kind": "number", "minimum": 0}, [0, 1.5], [-0.1, float("nan"), float("inf"), True]),
        ({"kind": "string", "min_length": 2, "max_length": 3}, ["ab", "abc"], ["a", "abcd"]),
    ],
)
def test_other_kinds_of_parameters(change: dict[str, Any], good: list[Any], bad: list[Any]) -> None:
    from hikerkit_api import api
    from hikerkit_api.core.operation import Parameter
    from msgspec import structs

    from hikerkit.calls.arguments import validate_arguments

    parameter = Parameter(name="p", argument="p", location="query", description="P.", **change)
    operation = structs.replace(api.operation("sys_balance"), parameters=(parameter,))
    for value in good:
        assert validate_arguments(operation, {"p": value}) == {"p": value}
    for value in bad:
        with pytest.raises(ArgumentError, match="p is"):
            validate_arguments(operation, {"p": value})


def test_models_have_a_short_name_to_import_by() -> None:
    from hikerkit_api import models as generated

    from hikerkit import models

    assert models.User is generated.User and "ShortUser" in dir(models)
    with pytest.raises(AttributeError):
        models.Nothing  # type: ignore[attr-defined]  # noqa: B018
