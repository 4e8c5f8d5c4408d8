"""The mock behind a socket: until it is interrupted, or for the length of a with block."""

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
_WAITING = 2048  # connections not yet accepted
_LAST_ANSWERS = 3  # seconds that requests under way get at the end


def run(service: MockService, *, host: str = "127.0.0.1", port: int = 8080) -> None:
    """Serve until Ctrl-C, after one line on standard output that says where.

    Port 0 is any free one. Raises MockError for a port that is taken or out of range, and for a
    host that is not this machine's.
    """
    listener, url = _listen(host, port)

    def announce() -> None:
        print(f"hikerkit mock listens on {url}", flush=True)

    with contextlib.suppress(KeyboardInterrupt):
        _Server(service, announce).run([listener])


@contextlib.contextmanager
def serve(service: MockService, port: int = 0, *, host: str = "127.0.0.1") -> Iterator[str]:
    """Serve from a thread of its own for the length of the block; gives the base URL.

    Raises MockError as `run` does.
    """
    listener, url = _listen(host, port)
    ready = threading.Event()
    server = _Server(service, ready.set)

    def work() -> None:
        try:
            server.run([listener])
        finally:
            ready.set()  # nobody waits for a server that did not start

    thread = threading.Thread(target=work, name="hikerkit-mock", daemon=True)
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
    """Says when it accepts connections."""

    def __init__(self, service: MockService, on_ready: Callable[[], object]) -> None:
        super().__init__(
            uvicorn.Config(
                make_app(service),
                log_level="warning",
                access_log=False,
                lifespan="off",
                ws="none",
                timeout_graceful_shutdown=_LAST_ANSWERS,
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
    # asyncio sends small answers at once (no Nagle) only on sockets that name their protocol.
    family = socket.AF_INET6 if v6 else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would share a port that is taken
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_WAITING)
    except OSError as error:
        listener.close()
        reason = error.strerror or str(error)
        raise MockError(f"the mock cannot listen on {host} port {port}: {reason}") from error
    shown = f"[{host}]" if v6 else host
    return listener, f"http://{shown}:{listener.getsockname()[1]}"
