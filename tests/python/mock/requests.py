"""Sends requests to a mock in the same process and reads its responses."""

from __future__ import annotations

import json
from typing import Any

from hikerkit.mock import MockResponse, MockService

KEY = "some-key"


def send(
    service: MockService,
    path: str,
    *,
    key: str = KEY,
    fault: str | None = None,
    method: str = "GET",
    **query: Any,
) -> MockResponse:
    """One request; numbers and booleans are written as the service expects them."""
    headers = {"x-access-key": key, **({"x-mock-fault": fault} if fault else {})}
    spelled = {True: "true", False: "false"}
    pairs = [
        (name, spelled[value] if isinstance(value, bool) else str(value))
        for name, value in query.items()
    ]
    return service.handle(method, path, pairs, headers)


def body(response: MockResponse) -> Any:
    assert response.status == 200, response.content
    return json.loads(response.content)


def read_pages(service: MockService, path: str, most: int = 10_000, **query: Any) -> list[Any]:
    """All pages of a list, or the first `most`."""
    pages, cursor = [], None
    while True:
        more: dict[str, Any] = {} if cursor is None else {"page_id": cursor}
        pages.append(body(send(service, path, **query, **more)))
        cursor = pages[-1]["next_page_id"]
        if cursor is None or len(pages) >= most:
            return pages
