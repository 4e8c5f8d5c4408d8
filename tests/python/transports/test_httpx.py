"""The HTTP transports over real sockets on loopback: limits, timeouts, damage."""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import httpx
import pytest

from hikerkit import AsyncHiker, Hiker, errors
from hikerkit.transports.base import AsyncTransport, Transport
from hikerkit.transports.httpx import AsyncHttpxTransport, HttpxTransport
from tests.sync_async import KEY, Face, answer

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n"


@contextmanager
def raw_server(*chunks: bytes, then_hold: bool = False) -> Iterator[tuple[str, list[bytes]]]:
    """Answers every connection with these bytes; what came is collected."""
    seen: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))
    release = threading.Event()

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                seen.append(connection.recv(65536))
                try:
                    for chunk in chunks:
                        connection.sendall(chunk)
                except OSError:
                    continue  # the client had enough
                if then_hold:
                    release.wait(30)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", seen
    finally:
        release.set()
        listener.close()


@contextmanager
def real_client(face: Face, url: str, **settings: Any) -> Iterator[Any]:
    """A client on real sockets; the async one is good for one call."""
    client = (AsyncHiker if face.is_async else Hiker)(KEY, base_url=url, **settings)
    face.close_after = face.is_async
    yield client
    if isinstance(client, Hiker):
        client.close()


def whole(body: bytes, *headers: bytes) -> bytes:
    lines = b"".join(header + b"\r\n" for header in headers)
    return HEAD + lines + b"content-length: %d\r\n\r\n" % len(body) + body


def test_a_call_over_the_wire(face: Face) -> None:
    with raw_server(whole(b'{"requests": 5}', b"X-Hiker-Info: reqs=0")) as (url, seen):
        with real_client(face, url) as client:
            answer = face.call(client, "with_response.sys.balance")
    assert answer.result.requests == 5 and answer.units == 0 and answer.elapsed > 0
    sent = seen[0].decode().lower()
    assert f"x-access-key: {KEY}" in sent and "get /sys/balance http/1.1" in sent
    assert "user-agent: hikerkit/" in sent


def test_gzip_is_decompressed(face: Face) -> None:
    body = gzip.compress(b'{"requests": 5}')
    with raw_server(whole(body, b"content-encoding: gzip")) as (url, _):
        with real_client(face, url) as client:
            assert face.call(client, "sys.balance").requests == 5


@pytest.mark.parametrize("encoding", [b"gzip", b"deflate"])
def test_damaged_compression_is_a_lost_connection(face: Face, encoding: bytes) -> None:
    body = gzip.compress(json.dumps({"requests": list(range(10_000))}).encode())
    damaged = body[:100] + b"\x00\xff" * 50 + body[200:]
    with raw_server(whole(damaged, b"content-encoding: " + encoding)) as (url, _):
        with real_client(face, url) as client:
            with pytest.raises(errors.HikerError) as caught:
                face.call(client, "sys.balance")
    assert isinstance(caught.value, errors.ConnectionLostError | errors.NotJsonError)


def test_a_truncated_body_is_a_lost_connection(face: Face) -> None:
    with raw_server(HEAD + b"content-length: 1000\r\n\r\n" + b'{"requests"') as (url, _):
        with real_client(face, url) as client:
            with pytest.raises(errors.ConnectionLostError, match="possibly charged") as caught:
                face.call(client, "sys.balance")
    assert caught.value.operation == "sys_balance" and caught.value.__cause__ is None


def test_a_silent_service_times_out(face: Face) -> None:
    with raw_server(then_hold=True) as (url, _), real_client(face, url, timeout=0.2) as client:
        with pytest.raises(errors.TimedOutError):
            face.call(client, "sys.balance")
    with raw_server(HEAD + b"\r\n{", then_hold=True) as (url, _), real_client(face, url) as client:
        with pytest.raises(errors.TimedOutError):
            face.call(client, "sys.balance", timeout=0.2)


def test_a_refused_connection_is_reported_as_such(face: Face, naps: list[float]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with real_client(face, f"http://127.0.0.1:{port}") as client:
        with pytest.raises(errors.ConnectFailedError, match=r"connection to 127.*not charged"):
            face.call(client, "sys.balance")
    assert len(naps) == 2


def test_half_a_gigabyte_is_not_read(face: Face) -> None:
    megabyte = b" " * 2**20
    with raw_server(HEAD + b"content-length: 524288000\r\n\r\n", *[megabyte] * 500) as (url, _):
        with real_client(face, url, max_response_bytes=3 * 2**20) as client:
            with pytest.raises(errors.ResponseTooLargeError, match="3145728 bytes") as caught:
                face.call(client, "sys.balance")
    assert 2 * 2**20 < len(caught.value.content) <= 3 * 2**20 and caught.value.status == 200


def test_a_small_bomb_is_not_decompressed(face: Face) -> None:
    bomb = gzip.compress(b" " * 200 * 2**20)
    with raw_server(whole(bomb, b"content-encoding: gzip")) as (url, _):
        with real_client(face, url, max_response_bytes=2**20) as client:
            with pytest.raises(errors.ResponseTooLargeError):
                face.call(client, "sys.balance")


def test_the_package_exports_its_names_and_imports_httpx_on_first_use() -> None:
    program = (
        "import sys, hikerkit.transports as t\n"
        "assert 'httpx' not in sys.modules\n"
        "assert all(getattr(t, name).__name__ == name for name in t.__all__)\n"
        "assert 'httpx' in sys.modules and not hasattr(t, 'Other')\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


def test_an_invalid_httpx_client_is_rejected_the_wire_sends_the_key_nowhere(face: Face) -> None:
    with raw_server(whole(b"{}")) as (elsewhere, seen):
        moved = (
            b"HTTP/1.1 307 Moved\r\nlocation: %s/x\r\ncontent-length: 0\r\n\r\n"
            % elsewhere.encode()
        )
        with raw_server(moved) as (url, _), real_client(face, url) as client:
            with pytest.raises(errors.RedirectError):
                face.call(client, "sys.balance")
    assert seen == []


def test_a_response_that_is_not_http_is_a_lost_connection(face: Face) -> None:
    with raw_server(b"SSH-2.0-OpenSSH\r\n") as (url, _), real_client(face, url) as client:
        with pytest.raises(errors.ConnectionLostError):
            face.call(client, "sys.balance")


def test_members_of_gzip_and_padding_after_them(face: Face) -> None:
    body = gzip.compress(b'{"requests"') + gzip.compress(b": 5}") + b"\0" * 100
    with raw_server(whole(body, b"content-encoding: gzip")) as (url, seen):
        with real_client(face, url) as client:
            assert face.call(client, "sys.balance").requests == 5
    assert b"accept-encoding: gzip\r\n" in seen[0].lower()


def test_gzip_in_gzip_is_not_unpacked(face: Face) -> None:
    bomb = gzip.compress(gzip.compress(b"0" * 50 * 2**20))
    with raw_server(whole(bomb, b"content-encoding: gzip, gzip")) as (url, _):
        with real_client(face, url) as client:
            with pytest.raises(errors.NotJsonError, match="not as requested") as caught:
                face.call(client, "sys.balance")
    assert caught.value.content == bomb


def test_endless_padding_is_not_read(face: Face) -> None:
    body = gzip.compress(b'{"requests": 5}') + b"\0" * 3 * 2**20
    with raw_server(whole(body, b"content-encoding: gzip")) as (url, _):
        with real_client(face, url, max_response_bytes=2**20) as client:
            with pytest.raises(errors.ResponseTooLargeError):
                face.call(client, "sys.balance")


def test_gzip_that_comes_byte_by_byte() -> None:
    from hikerkit.transports.base import Request
    from hikerkit.transports.body import Body

    packed = gzip.compress(b'{"a":') + gzip.compress(b"1}")
    body = Body(Request("x", "GET", "u"), 200, {"content-encoding": "gzip"}, 1000)
    for number in range(len(packed)):
        body.add(packed[number : number + 1])
    assert body.to_response(0).content == b'{"a":1}'


def test_an_error_of_the_wire_has_no_object_of_httpx_behind_it(face: Face) -> None:
    with raw_server(b"HTTP/1.1 200 OK\r\nx-access-key : " + KEY.encode() + b"\r\n\r\n") as (url, _):
        with real_client(face, url) as client:
            with pytest.raises(errors.ConnectionLostError) as caught:
                face.call(client, "sys.balance")
    assert caught.value.__context__ is None and caught.value.__cause__ is None
    assert KEY not in str(caught.value)


def test_plain_http_goes_through_no_proxy(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    with raw_server(whole(b"{}")) as (proxy, seen):
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy)
        with raw_server(whole(b'{"requests": 5}')) as (url, _), real_client(face, url) as client:
            assert face.call(client, "sys.balance").requests == 5
    assert seen == []


def test_unusable_settings_of_the_environment_are_reported(
    face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "foo://h")
    with pytest.raises(errors.ArgumentError, match="environment"):
        (AsyncHiker if face.is_async else Hiker)(KEY)


def test_cookies_are_not_kept() -> None:
    with raw_server(whole(b'{"requests": 5}', b"set-cookie: a=b; Path=/")) as (url, seen):
        with Hiker(KEY, base_url=url) as client:
            client.sys.balance()
            client.sys.balance()
    assert len(seen) == 2 and all(b"cookie" not in request.lower() for request in seen)


def test_a_closed_client_says_so() -> None:
    client = Hiker(KEY, base_url="http://127.0.0.1:1")
    client.close()
    with pytest.raises(errors.ClientClosedError, match="not charged"):
        client.sys.balance()
    assert client.usage.requests == 0


def test_the_transports_keep_their_contract() -> None:
    assert isinstance(HttpxTransport(max_response_bytes=1), Transport)
    assert isinstance(AsyncHttpxTransport(max_response_bytes=1), AsyncTransport)
    transport = HttpxTransport(max_response_bytes=1)
    transport.close()
    transport.close()


# Proxies and clients of one's own


def test_a_proxy_is_asked_for_a_tunnel_and_sees_no_key(face: Face, naps: list[float]) -> None:
    refusal = b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    with raw_server(refusal) as (proxy, seen):
        given = proxy.replace("//", "//user:secret-word@")
        with real_client(face, "https://api.hikerapi.com", proxy=given, retries=0) as client:
            with pytest.raises(errors.ConnectFailedError, match="not charged") as caught:
                face.call(client, "sys.balance")
    assert seen[0].startswith(b"CONNECT api.hikerapi.com:443 ")
    assert b"proxy-authorization: basic" in seen[0].lower() and KEY.encode() not in seen[0]
    assert "secret-word" not in str(caught.value) + repr(client)


@pytest.mark.parametrize(
    ("proxy", "why"),
    [
        ("proxy.example:8080", "scheme"),
        ("proxy.example", "no scheme"),
        ("ftp://h", "scheme is not http"),
        ("socks4://h", "scheme is not http"),
        ("http://", "no valid host"),
        ("http://h:0", "no valid host"),
        ("http://h:99999", "not a URL"),
        ("http://[", "not a URL"),
        ("http://a b", "no valid host"),
        ("http://h/path", "more than a host"),
        ("http://h?x=1", "more than a host"),
        ("", "no scheme"),
        (5, "got int"),
    ],
)
def test_an_invalid_proxy_is_rejected(face: Face, proxy: Any, why: str) -> None:
    with pytest.raises(errors.ArgumentError, match=f"proxy: .*{why}.*expected a URL") as caught:
        (AsyncHiker if face.is_async else Hiker)(KEY, proxy=proxy)
    assert caught.value.argument == "proxy"


def test_the_password_of_a_wrong_proxy_is_not_shown(face: Face) -> None:
    for proxy in ("user:secret-word@host", "ftp://user:secret-word@host"):
        with pytest.raises(errors.ArgumentError) as caught:
            (AsyncHiker if face.is_async else Hiker)(KEY, proxy=proxy)
        assert "secret-word" not in str(caught.value)


def test_a_proxy_with_a_transport_is_rejected(face: Face) -> None:
    with pytest.raises(errors.ArgumentError, match="not allowed together"):
        face.client(HttpxTransport(), proxy="http://host:1")


def test_an_own_httpx_client_is_used_and_not_closed(face: Face) -> None:
    body = gzip.compress(b'{"requests": 5}')
    with raw_server(whole(body, b"content-encoding: gzip")) as (url, seen):
        if face.is_async:
            made: Any = httpx.AsyncClient(headers={"x-mine": "yes"}, follow_redirects=True)
            client: Any = AsyncHiker(KEY, base_url=url, transport=AsyncHttpxTransport(client=made))
        else:
            made = httpx.Client(headers={"x-mine": "yes"}, follow_redirects=True)
            client = Hiker(KEY, base_url=url, transport=HttpxTransport(client=made))

        async def ask() -> None:  # its connection belongs to this event loop
            async with made, client:
                assert (await client.sys.balance()).requests == 5
                await client.aclose()
                assert not made.is_closed

        if face.is_async:
            anyio.run(ask)
        else:
            with made, client:
                assert client.sys.balance().requests == 5
                client.close()
                assert not made.is_closed
    sent = seen[0].decode().lower()
    assert "x-mine: yes" in sent and "accept-encoding: gzip\r\n" in sent
    assert "user-agent: hikerkit/" in sent and f"x-access-key: {KEY}" in sent


def test_an_own_httpx_client_sends_the_key_to_no_other_host(face: Face) -> None:
    moved = (
        b"HTTP/1.1 307 Moved\r\nlocation: https://elsewhere.example/\r\ncontent-length: 0\r\n\r\n"
    )
    with raw_server(moved) as (url, _):
        if face.is_async:
            made: Any = httpx.AsyncClient(follow_redirects=True)
            client: Any = AsyncHiker(KEY, base_url=url, transport=AsyncHttpxTransport(client=made))
        else:
            made = httpx.Client(follow_redirects=True)
            client = Hiker(KEY, base_url=url, transport=HttpxTransport(client=made))

        async def ask() -> None:
            try:
                await client.sys.balance()
            finally:
                await made.aclose()

        with pytest.raises(errors.RedirectError, match="another host"):
            anyio.run(ask) if face.is_async else client.sys.balance()
        if not face.is_async:
            made.close()


def test_an_invalid_httpx_client_is_rejected() -> None:
    for kind, wrong in ((HttpxTransport, "x"), (AsyncHttpxTransport, object())):
        with pytest.raises(errors.ArgumentError, match=r"client: expected an httpx\.") as caught:
            kind(client=wrong)
        assert caught.value.argument == "client"


# Bodies that are made to do harm


@pytest.mark.parametrize("method", ["user.by_id", "with_response.user.followers"])
@pytest.mark.parametrize("status", [200, 422, 404])
@pytest.mark.parametrize("unit", [b'{"a":', b"["])
def test_a_body_nested_too_deep_is_reported(
    face: Face, method: str, status: int, unit: bytes
) -> None:
    ends = {b"[": b"]", b'{"a":': b"}"}[unit]
    content = unit * 100_000 + b"1" + ends * 100_000
    client, _ = face.scripted(lambda request: answer(content=content, status=status))
    expected = errors.NotJsonError if status == 200 else errors.StatusError
    with pytest.raises(expected) as caught:
        face.call(client, method, "1")
    assert caught.value.content == content
    assert "nested too deep" in str(caught.value) or status != 200


def test_a_socks_proxy_says_what_it_needs(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "socksio", None)
    with pytest.raises(errors.ArgumentError, match=r"httpx\[socks\]"):
        (AsyncHiker if face.is_async else Hiker)(KEY, proxy="socks5://host:1080")


@pytest.mark.parametrize("first", ["hikerkit", "httpx"])
def test_a_client_does_not_import_the_command_line_of_httpx(first: str) -> None:
    program = f"""
import sys
import {first}
from hikerkit import Hiker
Hiker("key").close()
import httpx
assert callable(httpx.main) and sys.modules.get("httpx._main", httpx) is not None
needless = {{"httpx._main", "click", "rich", "pygments"}}
assert {first == "httpx"} or not needless & set(sys.modules)
import importlib
importlib.import_module("httpx._main")
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
