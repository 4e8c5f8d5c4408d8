"""Run `hikerkit` as users and scripts do: in a pipe, or in a terminal of some width."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

COMMAND = [sys.executable, "-c", "from hikerkit.cli import main; main()"]
KEY = "canary-key-7f3a9c"
# Settings of the developer; COLUMNS and LINES would override the terminal.
_IGNORED = ("HIKERKIT_", "NO_COLOR", "COLUMNS", "LINES")
_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def environment(folder: Path, url: str | None, **more: str | None) -> dict[str, str]:
    """Environment variables of a run, independent of this machine."""
    made: dict[str, str | None] = {
        **{n: v for n, v in os.environ.items() if not n.startswith(_IGNORED)},
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "HIKERKIT_STATE": str(folder / "state"),
        "TMPDIR": str(folder),
        "HIKERAPI_TOKEN": KEY,
        "HIKERKIT_BASE_URL": url,
        "TERM": "xterm-256color",
        **more,
    }
    return {name: value for name, value in made.items() if value is not None}


class Shell:
    """A working directory and a service."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self.folder = folder
        self.url = url

    def run(self, *words: str, **more: str | None) -> subprocess.CompletedProcess[str]:
        """Run in a pipe."""
        return subprocess.run(
            [*COMMAND, *words], capture_output=True, text=True, encoding="utf-8", timeout=60,
            env=environment(self.folder, self.url, **more), cwd=self.folder,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def line(self, line: str, **more: str | None) -> subprocess.CompletedProcess[str]:
        """Run a line of bash, in which H is the command."""
        command = " ".join(f"'{word}'" for word in COMMAND)
        return subprocess.run(
            ["bash", "-c", f"set -o pipefail; H() {{ {command} \"$@\"; }}; {line}"],
            capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
            env=environment(self.folder, self.url, **more), cwd=self.folder,
        )  # fmt: skip

    def terminal(
        self,
        *words: str,
        columns: int = 80,
        on_output: Callable[[str, subprocess.Popen[bytes]], None] | None = None,
        stdout: int | None = None,
        **more: str | None,
    ) -> tuple[int, str]:
        """Run in a terminal; exit status and output. `on_output` gets the output so far."""
        import fcntl
        import pty
        import struct
        import termios

        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        process = subprocess.Popen(
            [*COMMAND, *words], stdin=theirs, stdout=theirs if stdout is None else stdout,
            stderr=theirs, cwd=self.folder, env=environment(self.folder, self.url, **more),
            start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        got = b""
        try:
            while True:
                try:
                    piece = os.read(ours, 65536)
                except OSError:  # the other end is closed
                    break
                if not piece:
                    break
                got += piece
                if on_output is not None:
                    on_output(got.decode("utf-8", "replace"), process)
            return process.wait(timeout=30), got.decode("utf-8", "replace").replace("\r\n", "\n")
        finally:
            os.close(ours)
            if process.poll() is None:
                process.kill()
                process.wait()


def without_codes(text: str) -> str:
    """Output of a terminal without escape sequences."""
    return _CODES.sub("", text)


Respond = Callable[[str, dict[str, str]], tuple[int, Any]]


@contextlib.contextmanager
def scripted(respond: Respond) -> Iterator[tuple[str, list[str]]]:
    """A service that responds as a function of path and query says; its URL and its requests."""
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            requests.append(self.path)
            status, body = respond(parts.path, query)
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", requests
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def pages(*contents: list[dict[str, Any]], pause: float = 0.0, **more: Any) -> Respond:
    """Pages of followers; the cursor is the number of the next."""

    def respond(path: str, query: dict[str, str]) -> tuple[int, Any]:
        at = int(query.get("page_id") or 0)
        if pause and at:
            time.sleep(pause)
        following = str(at + 1) if at + 1 < len(contents) else None
        users = [{"username": "u", **user} for user in contents[at]]
        return 200, {"response": {"users": users, **more}, "next_page_id": following}

    return respond


FOLLOWERS = ("user", "followers", "1")
