"""The control endpoint: lets a test in another process arrange the mock and read its ledger."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

import attrs

from hikerkit.mock.errors import MockError
from hikerkit.mock.replies import MockResponse
from hikerkit.mock.service import MockService
from hikerkit.mock.world.accounts import Account
from hikerkit.spec.document import Json

_PREFIX = "/_mock/"
_MAX_ENTRIES = 100_000


def handle(
    service: MockService,
    method: str,
    path: str,
    query: list[tuple[str, str]],
    headers: Mapping[str, str],
) -> MockResponse:
    """Serve one request: control requests here, all others by the service.

    Control requests need no key and cost nothing: GET ledger (last=N), accounts (kind=, count=);
    POST faults (fault=, times=, operation=), cursors (expires all), balance (units=, of the key in
    the header), growth (percent=), reset; DELETE faults. Arguments and errors otherwise are those
    of `MockService.handle`.
    """
    if not path.startswith(_PREFIX):
        return service.handle(method, path, query, headers)
    key = service.find_key(headers)
    try:
        body = _control(service, (method.upper(), path.removeprefix(_PREFIX)), dict(query), key)
    except (MockError, ValueError) as error:
        return service.replies.control_error(422, str(error))
    if body is None:
        message = f"The mock has no control request {method} {path[:100]}"
        return service.replies.control_error(404, message)
    return service.replies.control(body)


def _control(
    service: MockService, action: tuple[str, str], query: dict[str, str], key: str
) -> Any | None:
    """Do what is asked and return the body; None for an unknown action."""
    if action == ("GET", "ledger"):
        return _ledger(service, _parse_count(query, "last", _MAX_ENTRIES))
    if action == ("GET", "accounts"):
        accounts = service.accounts(query.get("kind", "public"), _parse_count(query, "count", 10))
        return [_account(account) for account in accounts]
    if action == ("POST", "faults"):
        times = _parse_count(query, "times", 1)
        service.faults.add(query.get("fault", ""), times=times, operation=query.get("operation"))
    elif action == ("DELETE", "faults"):
        service.faults.clear()
    elif action == ("POST", "cursors"):
        service.expire_cursors()
    elif action == ("POST", "balance"):
        plan = service.balances.get(key).plan
        units = _parse_count(query, "units", 0)
        service.balances.set(key, attrs.evolve(plan, requests=units))
    elif action == ("POST", "growth"):
        service.grow(_parse_count(query, "percent", 0))
    elif action == ("POST", "reset"):
        service.reset()
    else:
        return None
    return {}


def _ledger(service: MockService, last: int) -> Json:
    ledger = service.ledger
    newest = list(islice(reversed(ledger.entries), last))
    return {
        "requests": ledger.requests,
        "units": ledger.units,
        "statuses": {str(status): times for status, times in ledger.statuses.items()},
        "paid_twice": ledger.paid_twice(),
        "entries": [attrs.asdict(entry) for entry in reversed(newest)],
    }


def _account(account: Account) -> Json:
    return {name: getattr(account, name) for name in ("id", "name", "title", "kind", "quiet")}


def _parse_count(query: dict[str, str], name: str, default: int) -> int:
    text = query.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(f"{name}={text[:40]!r}: expected a count")
    return int(text)
