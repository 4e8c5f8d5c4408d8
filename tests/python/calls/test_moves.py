"""Counts how often control moves between files until the first item of a list is returned."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import hikerkit_api

import hikerkit
from hikerkit import Hiker
from hikerkit.mock import MockService, MockTransport
from hikerkit.transports.base import RawResponse, Request
from hikerkit.transports.body import Body
from tests.sync_async import KEY

PACKAGES = tuple(f"{Path(str(m.__file__)).parent}/" for m in (hikerkit, hikerkit_api))
MOST = 60


class Moves:
    """Calls and returns in another file of the packages than the one before."""

    def __init__(self) -> None:
        self.files: list[str] = []

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        file = frame.f_code.co_filename
        is_move = event in ("call", "return") and file not in self.files[-1:]
        if is_move and file.startswith(PACKAGES):
            self.files.append(file)

    def __enter__(self) -> Moves:
        sys.setprofile(self)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)


class Recorded:
    """Gives a response of the mock that it got before."""

    def __init__(self) -> None:
        self._mock = MockTransport(MockService(list_size=1000))
        self._response: RawResponse | None = None

    def send(self, request: Request) -> RawResponse:
        if self._response is None:
            self._response = self._mock.send(request)
        body = Body(request, 200, self._response.headers, 2**20)  # as every transport does
        body.add(self._response.content)
        return body.to_response(0.0)

    def close(self) -> None:
        """Nothing to close."""


def test_the_first_item_of_a_list_takes_few_moves_between_files() -> None:
    with Hiker(KEY, transport=Recorded()) as hiker:
        assert len(next(hiker.user.followers("1", limit=1000).pages())) == 50  # loads it all
        with Moves() as moves:
            next(hiker.user.followers("1", limit=1000))
    assert 30 < len(moves.files) <= MOST, "\n".join(moves.files)
