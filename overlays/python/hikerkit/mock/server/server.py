"""Serve the mock on a socket: until interrupted, or for the length of a with block."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Callable, Iterator

import uvicorn

from hikerkit.mock.errors import MockError
from hikerkit.mock.server.app import make_app
from hikerkit.mock.service import MockService

_PORTS = range(65536)
_BACKLOG = 2048  # connections not yet accepted
_SHUTDOWN_SECONDS = 3  # for requests that are under way


def run(service: MockService, *, host: str = "127.0.0.1", port: int = 8080) -> None:
    """Serve until Ctrl-C; prints the URL on one line first.

    Port 0 picks a free one. Raises MockError if the port is taken or out of range, or the host is
    not an address of this machine.
    """
    listener, url = _listen(host, port)

    def announce() -> None:
        print(f"hikerkit mock listens on {url}", flush=True)

    with contextlib.suppress(KeyboardInterrupt):
        _Server(service, announce).run([listener])


@contextlib.contextmanager
def serve(service: MockService, port: int = 0, *, host: str = "127.0.0.1") -> Iterator[str]:
    """Serve in a background thread for the length of the block; yields the base URL.

    Raises MockError as `run` does.
    """
    listener, url = _listen(host, port)
    ready = threading.Event()
    server = _Server(service, ready.set)

    def run_server() -> None:
        try:
            server.run([listener])
        finally:
            ready.set()  # also if it did not start

    thread = threading.Thread(target=run_server, name="hikerkit-mock", daemon=True)
    thread.start()
    ready.wait()
    if not server.started:
        raise MockError("the mock did not start")
    try:
        yield url
    finally:
        server.should_exit = True
        thread.join()


class _Server(uvicorn.Server):
    """Calls `on_ready` once it accepts connections."""

    def __init__(self, service: MockService, on_ready: Callable[[], object]) -> None:
        super().__init__(
            uvicorn.Config(
                make_app(service),
                log_level="warning",
                access_log=False,
                lifespan="off",
                ws="none",
                timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
            )
        )
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()


def _listen(host: str, port: int) -> tuple[socket.socket, str]:
    if port not in _PORTS:
        raise MockError(f"port {port} is out of range: 0 to {_PORTS[-1]}")
    v6 = ":" in host
    # asyncio disables Nagle's algorithm only on sockets that name their protocol.
    family = socket.AF_INET6 if v6 else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # on Windows it would allow a port that is taken
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        reason = error.strerror or str(error)
        raise MockError(f"the mock cannot listen on {host} port {port}: {reason}") from error
    shown = f"[{host}]" if v6 else host
    return listener, f"http://{shown}:{listener.getsockname()[1]}"
