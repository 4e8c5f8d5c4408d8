"""Lists in pages for tests of pagination, with failures on demand."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from hikerkit.transports.base import RawResponse, Request
from tests.sync_async import answer


def user(number: int) -> dict[str, Any]:
    return {"pk": str(number), "username": f"user{number}"}


def page(users: Any, cursor: Any = None) -> RawResponse:
    return answer({"response": {"users": users}, "next_page_id": cursor}, x_hiker_info="reqs=1")


class Book:
    """A list in pages: the cursor of page 2 is "c2"."""

    def __init__(self, *pages: Any, cursors: dict[int, Any] | None = None) -> None:
        self.pages = pages
        self.cursors = cursors or {}
        self.asked: list[str | None] = []
        self.fail_at: dict[int, Exception | RawResponse] = {}

    def __call__(self, request: Request) -> RawResponse:
        query = parse_qs(urlsplit(request.url).query)
        cursor = query.get("page_id", [None])[0]
        self.asked.append(cursor)
        number = int(cursor[1:]) if cursor else 1
        fault = self.fail_at.pop(number, None)
        if isinstance(fault, Exception):
            raise fault
        if fault is not None:
            return fault
        last = number == len(self.pages)
        following = self.cursors.get(number, None if last else f"c{number + 1}")
        return page(self.pages[number - 1], following)


def numbers(items: list[Any]) -> list[int]:
    return [int(item.pk) for item in items]


THREE = ([user(1), user(2)], [user(3), user(4)], [user(5)])
