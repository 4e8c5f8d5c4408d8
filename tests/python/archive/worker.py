"""A program that reads the list of `service`, for tests of several processes.

Arguments: archive, ledger, output, and a page to hang at ("-" for none). Each request is a line of
the ledger, each item a line of the output. At that page it prints "here" and waits to be killed or
for a line on standard input.
"""

from __future__ import annotations

import os
import sys

from msgspec import structs

from hikerkit import Hiker
from hikerkit.transports.base import RawResponse, Request
from tests.python.archive.service import query, script


class Ledger:
    """A transport that logs each request before it responds."""

    def __init__(self, path: str, hang_at: str) -> None:
        self.path, self.hang_at = path, hang_at

    def send(self, request: Request) -> RawResponse:
        cursor = query(request).get("page_id", "c0")
        append(self.path, cursor)
        if cursor == self.hang_at:
            print("here", flush=True)
            sys.stdin.readline()
        return structs.replace(script(request), url=request.url)

    def close(self) -> None:
        """Nothing to close."""


def append(path: str, line: str) -> None:
    file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    os.write(file, f"{line}\n".encode())
    os.close(file)


def main() -> None:
    archive, ledger, output, hang_at = sys.argv[1:]
    transport = Ledger(ledger, hang_at)
    with Hiker("key-of-a-worker", archive=archive, transport=transport) as client:
        for user in client.user.followers(787132):
            append(output, str(user.pk))


if __name__ == "__main__":
    main()
