"""Replies: the response for a body, an error or a fault."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import Any

import attrs
import msgspec

from hikerkit.mock.faults import inject
from hikerkit.mock.faults.faults import Fault
from hikerkit.mock.operations.failures import detail, failure_body
from hikerkit.mock.operations.routes import Route
from hikerkit.spec.document import Document

_JSON_HEADERS = {"content-type": "application/json"}


@attrs.frozen(repr=False)
class MockResponse:
    """A response, and how it is to be sent."""

    status: int
    """HTTP status."""
    headers: dict[str, str]
    """Names in lower case."""
    content: bytes
    """The body."""
    delay: float = 0.0
    """Seconds before the response."""
    pause: float = 0.0
    """Seconds in the middle of the body."""
    broken: str | None = None
    """Where the connection breaks: "before" the response or "within" its body."""

    def __repr__(self) -> str:
        return f"<MockResponse {self.status} {len(self.content)} bytes>"


def encode(body: Any) -> bytes:
    """The body as JSON."""
    return msgspec.json.encode(body)


class Replies:
    """Makes the responses of one spec."""

    def __init__(self, spec: Document, routes: tuple[Route, ...]) -> None:
        self._spec = spec
        self._units_header = next((r.units_header for r in routes if r.units_header), None)

    def success(
        self, route: Route, body: Any, units: int, fault: Fault | None = None
    ) -> MockResponse:
        """A 200 with this body, charged these units, with the fault injected."""
        content, headers = encode(body), self._headers(route, units)
        if fault is None:
            return MockResponse(200, headers, content)
        content, headers = inject.change_content(fault, content, headers)
        return MockResponse(
            200,
            headers,
            content,
            delay=fault.value if fault.kind == "delay" else 0.0,
            pause=fault.value if fault.kind == "slow-body" else 0.0,
            broken={"reset": "before", "reset-body": "within"}.get(fault.kind),
        )

    def error(self, route: Route | None, status: int, message: Any = None) -> MockResponse:
        """An error that is not charged; `message`: a text, or entries about wrong parameters."""
        if isinstance(message, list):
            body = detail(self._spec, message)
        else:
            body = failure_body(self._spec, route, status, message)
        return MockResponse(status, self._headers(route, 0), encode(body))

    def control(self, body: Any) -> MockResponse:
        """The response to a control request; units do not apply to it."""
        return MockResponse(200, {**_JSON_HEADERS}, encode(body))

    def control_error(self, status: int, message: str) -> MockResponse:
        """An error of the mock itself, not of the service that it simulates."""
        return MockResponse(status, {**_JSON_HEADERS}, encode(detail(self._spec, message)))

    def fault(self, route: Route, fault: Fault, target: str) -> MockResponse:
        """The error with the status that the fault asks for."""
        status = int(fault.value)
        headers = _JSON_HEADERS | inject.retry_after_headers(fault, time.time())
        if status == HTTPStatus.TEMPORARY_REDIRECT:
            headers["location"] = target
        return MockResponse(status, headers, encode(failure_body(self._spec, route, status)))

    def _headers(self, route: Route | None, units: int) -> dict[str, str]:
        name = route.units_header if route else self._units_header
        return {**_JSON_HEADERS, **({name: f"reqs={units}"} if name else {})}
