"""The control endpoint: how a test in another process arranges the mock and reads its ledger."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import attrs

from hikerkit.mock.errors import MockError
from hikerkit.mock.operations.failures import detail
from hikerkit.spec.document import Json

if TYPE_CHECKING:
    from hikerkit.mock.service import MockService

CONTROL = "/_mock/"
"""Where it begins; it needs no key and costs nothing."""

_MOST = 100_000


def controlled(
    service: MockService, method: str, path: str, query: dict[str, str], key: str
) -> tuple[int, Any]:
    """Status and body for one request.

    GET ledger (last=N), accounts (kind=, count=); POST faults (fault=, times=, operation=), cursors
    (expires all), balance (units=, of the key in the header), growth (percent=), reset; DELETE
    faults.
    """
    action = (method, path.removeprefix(CONTROL))
    try:
        if action == ("GET", "ledger"):
            return 200, _ledger(service, _count(query, "last", _MOST))
        if action == ("GET", "accounts"):
            kind = query.get("kind", "public")
            found = service.accounts(kind, _count(query, "count", 10))
            return 200, [_plain(account) for account in found]
        if action == ("POST", "faults"):
            times, operation = _count(query, "times", 1), query.get("operation")
            service.faults.add(query.get("fault", ""), times=times, operation=operation)
        elif action == ("DELETE", "faults"):
            service.faults.clear()
        elif action == ("POST", "cursors"):
            service.expire_cursors()
        elif action == ("POST", "balance"):
            before = service.purses.of(key).plan
            service.purses.set(key, attrs.evolve(before, requests=_count(query, "units", 0)))
        elif action == ("POST", "growth"):
            service.grow(_count(query, "percent", 0))
        elif action == ("POST", "reset"):
            service.reset()
        else:
            return 404, detail(f"The mock has no {method} {path[:100]}")
    except (MockError, ValueError) as error:
        return 422, detail(str(error))
    return 200, {}


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


def _plain(account: Any) -> Json:
    return {word: getattr(account, word) for word in ("id", "name", "title", "kind", "quiet")}


def _count(query: dict[str, str], name: str, usual: int) -> int:
    text = query.get(name, str(usual))
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(f"{name}={text[:40]!r}: expected a count")
    return int(text)
