"""The layer of the archive: what was paid for is not asked for again.

Of those that ask the same at once, in any thread, task or process, one asks. The others wait and
get its response; where it failed, or died, the next of them asks. A response counts as this call's
own if it came after the call began, however young it must be.

A list of which some pages are stored goes on at the service with a stored cursor. Where that has
expired, the service's error is the caller's; with `refresh` the list begins anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from hikerkit._utils import clock
from hikerkit.archive.archive import Archive
from hikerkit.archive.freshness import is_fresh
from hikerkit.archive.records import Found
from hikerkit.archive.request_key import identity
from hikerkit.archive.writer import StoreResponse
from hikerkit.billing.usage import Usage
from hikerkit.errors import ArchiveLockedError
from hikerkit.layers.flow import Blocking, Call, Flow, Layer, Sleep
from hikerkit.transports.base import RawResponse

T = TypeVar("T")

_FIRST_PAUSE, _LONGEST_PAUSE = 0.01, 0.2


def archiving(
    below: Layer,
    archive: Archive,
    usage: Usage,
    strike: Callable[[Any], Any],
    told: Callable[[Call, RawResponse, float], object],
) -> Layer:
    """A layer that answers from the archive what it can, and stores what it cannot.

    `strike` takes the key out of what is stored; somebody on the way may have sent it back.
    `told` hears of each response that comes from the archive, and the seconds that took.
    """

    def replayed(call: Call, found: Found, began: float) -> Flow[RawResponse | None]:
        answer = yield from _replayed(archive, call.request.url, found)
        if answer is not None:
            usage.add_saved(found.price)
            told(call, answer, clock.now() - began)
        return answer

    def layer(call: Call) -> Flow[RawResponse]:
        if not call.units:
            return (yield from below(call))
        began = clock.now()
        wanted = identity(call.request.method, call.request.url)
        found: Found | None = yield from _patiently(partial(archive._find, wanted))
        if found and not call.refresh and is_fresh(found.received, call.max_age):
            replay = yield from replayed(call, found, began)
            if replay is not None:
                return replay
        claim = archive._claim(wanted, newer_than=found.id if found else 0)
        try:
            for pause in _pauses():
                if (yield from _patiently(partial(archive._must_wait, claim))):
                    yield Sleep(pause)
                    continue
                if (yield Blocking(partial(archive._take, claim))):
                    break
                now: Found | None = yield from _patiently(partial(archive._find, wanted))
                if now is not None and now.id > claim.newer_than:
                    replay = yield from replayed(call, now, began)
                    if replay is not None:
                        return replay
            answer = yield from below(call)
            yield from StoreResponse(archive, claim, call, wanted, answer, strike).steps()
            return answer
        except Exception:
            yield Blocking(claim.drop)
            raise
        finally:
            claim.drop()

    return layer


def _patiently(read: Callable[..., T]) -> Flow[T]:
    """Read at once where that goes, and where the file is locked, wait outside the event loop."""
    try:
        return read(patient=False)
    except ArchiveLockedError:
        found: T = yield Blocking(partial(read, patient=True))
        return found


def _pauses() -> Iterator[float]:
    pause = _FIRST_PAUSE
    while True:
        yield pause
        pause = min(_LONGEST_PAUSE, pause * 1.5)


def _replayed(archive: Archive, url: str, found: Found) -> Flow[RawResponse | None]:
    """The stored answer; None where somebody took it out in between."""
    row = yield from _patiently(partial(archive._packed, found.body))
    if row is None:
        return None
    content = archive._unpacked(row, f"the answer of {url}")
    return RawResponse(
        status=found.status,
        headers=json.loads(found.headers),
        content=content,
        url=found.url,
        elapsed=found.elapsed,
        attempts=0,
        source="archive",
        received_at=datetime.fromtimestamp(found.received, UTC),
    )
