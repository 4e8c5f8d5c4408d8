"""Asks a mock in the same process, and reads what it answers."""

from __future__ import annotations

import json
from typing import Any

from hikerkit.mock import MockResponse, MockService

KEY = "some-key"


def ask(
    service: MockService,
    path: str,
    *,
    key: str = KEY,
    fault: str | None = None,
    method: str = "GET",
    **query: Any,
) -> MockResponse:
    """One request; numbers and booleans are spelled as the service wants them."""
    headers = {"x-access-key": key, **({"x-mock-fault": fault} if fault else {})}
    spelled = {True: "true", False: "false"}
    pairs = [
        (name, spelled[value] if isinstance(value, bool) else str(value))
        for name, value in query.items()
    ]
    return service.handle(method, path, pairs, headers)


def body(answer: MockResponse) -> Any:
    assert answer.status == 200, answer.content
    return json.loads(answer.content)


def walk(service: MockService, path: str, most: int = 10_000, **query: Any) -> list[Any]:
    """The pages of a list, to its end."""
    pages, cursor = [], None
    while True:
        more: dict[str, Any] = {} if cursor is None else {"page_id": cursor}
        pages.append(body(ask(service, path, **query, **more)))
        cursor = pages[-1]["next_page_id"]
        if cursor is None or len(pages) >= most:
            return pages
