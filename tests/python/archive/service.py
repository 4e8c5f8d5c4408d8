"""A scripted service for the tests of the archive: a profile, and a list of pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from hikerkit_api import api

from hikerkit.transports.base import RawResponse, Request
from tests.sync_async import answer

PAGES = 8
PER_PAGE = 5
BIG = 2**62 + 1  # no double holds it


def profile(name: str = "natgeo", number: int = 787132, **more: Any) -> dict[str, Any]:
    return {"user": {"pk": number, "id": str(number), "username": name, **more}, "status": "ok"}


def page(number: int) -> dict[str, Any]:
    users = [
        {"pk": BIG + number * PER_PAGE + i, "username": f"u{number}_{i}"} for i in range(PER_PAGE)
    ]
    cursor = f"c{number + 1}" if number + 1 < PAGES else None
    return {"response": {"users": users, "status": "ok"}, "next_page_id": cursor}


def query(request: Request) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(urlsplit(request.url).query).items()}


def script(request: Request) -> RawResponse:
    """Pages for lists, a profile for everything else; each says what it cost."""
    asked = query(request)
    cost = f"reqs={api.operation(request.operation).units}"
    if request.operation == "user_followers":
        return answer(page(int(asked.get("page_id", "c0")[1:])), x_hiker_info=cost)
    if request.operation == "sys_balance":
        return answer({"requests": 5, "rate": 15, "currency": "USD", "amount": 1.5})
    return answer(profile(asked.get("username", "natgeo")), x_hiker_info=cost)
