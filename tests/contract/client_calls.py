"""Calls one operation of a client, sync or async, with responses made up by the test."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, Generic, TypeVar

import anyio
import attrs

from hikerkit.errors import UnexpectedShapeError
from hikerkit.transports.base import RawResponse, Request
from tests.contract.described_operations import DescribedOperation
from tests.sync_async import Face, answer

T = TypeVar("T")


@attrs.frozen
class Outcome:
    """The outcome of one call."""

    response: Any
    """The Response, or None; for a list, that of its page."""
    page: Any
    """The page, or None."""
    error: UnexpectedShapeError | None
    """What was raised; for a list, possibly after the page."""


class ClientCaller(Generic[T]):
    """Serves a client one content after another for calls of one operation."""

    def __init__(self, kind: str, operation: DescribedOperation, **settings: Any) -> None:
        self.face = Face(kind)
        self._operation = operation
        self._content = b""
        self._settings = settings

    def _respond(self, request: Request) -> RawResponse:
        return answer(content=self._content)

    def call_each(
        self,
        cases: Iterable[T],
        content_of: Callable[[T], bytes],
        check: Callable[[T, Outcome], None],
    ) -> None:
        """Call once for each case, all in one event loop, and check each outcome."""
        client, _ = self.face.scripted(self._respond, retries=0, **self._settings)
        if self.face.is_async:
            anyio.run(self._call_each_async, client, cases, content_of, check)
            return
        for case in cases:
            self._content = content_of(case)
            check(case, self._outcome(client))

    def call_once(self, content: bytes) -> Outcome:
        """Call once."""
        outcomes: list[Outcome] = []
        self.call_each([content], lambda given: given, lambda _, outcome: outcomes.append(outcome))  # type: ignore[list-item, return-value, arg-type]
        return outcomes[0]

    async def _call_each_async(
        self,
        client: Any,
        cases: Iterable[T],
        content_of: Callable[[T], bytes],
        check: Callable[[T, Outcome], None],
    ) -> None:
        for case in cases:
            self._content = content_of(case)
            check(case, await self._outcome_async(client))

    def _outcome(self, client: Any) -> Outcome:
        response = page = error = None
        try:
            if self._operation.paging is None:
                response = self._method(client.with_response)(**self._operation.arguments)
            else:
                pager = self._method(client)(**self._operation.arguments, max_pages=1)
                for page in pager.pages():
                    response = page.response
        except UnexpectedShapeError as raised:
            error = raised
        return Outcome(response, page, error)

    async def _outcome_async(self, client: Any) -> Outcome:
        response = page = error = None
        try:
            if self._operation.paging is None:
                response = await self._method(client.with_response)(**self._operation.arguments)
            else:
                pager = self._method(client)(**self._operation.arguments, max_pages=1)
                async for page in pager.pages():
                    response = page.response
        except UnexpectedShapeError as raised:
            error = raised
        return Outcome(response, page, error)

    def _method(self, owner: Any) -> Any:
        return attrgetter(self._operation.call)(owner)
