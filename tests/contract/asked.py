"""Asks a client for one response after another, sync or async, and says what came of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, Generic, TypeVar

import anyio
import attrs

from hikerkit.errors import UnexpectedShapeError
from hikerkit.transports.base import RawResponse, Request
from tests.contract.described import Described
from tests.sync_async import Face, answer

T = TypeVar("T")


@attrs.frozen
class Outcome:
    """What one call came to."""

    response: Any
    """The Response, or None. Of a list: that of the page."""
    page: Any
    """The page, or None."""
    error: UnexpectedShapeError | None
    """What was raised; of a list, it may come after the page."""


class Asker(Generic[T]):
    """Serves one content after another to one operation of a client, and checks what it makes."""

    def __init__(self, kind: str, described: Described, **settings: Any) -> None:
        self.face = Face(kind)
        self._described = described
        self._content = b""
        self._settings = settings

    def _answer(self, request: Request) -> RawResponse:
        return answer(content=self._content)

    def each(
        self, things: Iterable[T], served: Callable[[T], bytes], check: Callable[[T, Outcome], None]
    ) -> None:
        """Ask for each of these once, in one event loop, and check what came of it."""
        client, _ = self.face.scripted(self._answer, retries=0, **self._settings)
        if self.face.is_async:
            anyio.run(self._each_async, client, things, served, check)
            return
        for thing in things:
            self._content = served(thing)
            check(thing, self._outcome(client))

    def one(self, content: bytes) -> Outcome:
        """Ask once."""
        found: list[Outcome] = []
        self.each([content], lambda given: given, lambda _, outcome: found.append(outcome))  # type: ignore[list-item, return-value, arg-type]
        return found[0]

    async def _each_async(
        self,
        client: Any,
        things: Iterable[T],
        served: Callable[[T], bytes],
        check: Callable[[T, Outcome], None],
    ) -> None:
        for thing in things:
            self._content = served(thing)
            check(thing, await self._outcome_async(client))

    def _outcome(self, client: Any) -> Outcome:
        response = page = error = None
        try:
            if self._described.paging is None:
                response = self._method(client.with_response)(**self._described.arguments)
            else:
                pager = self._method(client)(**self._described.arguments, max_pages=1)
                for page in pager.pages():
                    response = page.response
        except UnexpectedShapeError as raised:
            error = raised
        return Outcome(response, page, error)

    async def _outcome_async(self, client: Any) -> Outcome:
        response = page = error = None
        try:
            if self._described.paging is None:
                response = await self._method(client.with_response)(**self._described.arguments)
            else:
                pager = self._method(client)(**self._described.arguments, max_pages=1)
                async for page in pager.pages():
                    response = page.response
        except UnexpectedShapeError as raised:
            error = raised
        return Outcome(response, page, error)

    def _method(self, owner: Any) -> Any:
        return attrgetter(self._described.call)(owner)
