"""The archive layer: a request that was paid for is replayed instead of sent again.

Of the calls that make the same request at once, in any thread, task or process, one sends it. The
others wait for its response; if it fails or dies, the next of them sends. A response received
after a call began counts as new for that call, whatever its `max_age`.

A list of which some pages are stored continues at the service with a stored cursor. If that has
expired, the caller gets the service's error; with `refresh` the list starts over.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from hikerkit_api import service
from hikerkit_api.core.json import decode_json

from hikerkit._utils import clock
from hikerkit.archive.leases import Lease
from hikerkit.archive.records import Hit, Record
from hikerkit.archive.request_key import request_key
from hikerkit.archive.store import ArchiveStore, is_fresh
from hikerkit.billing.usage import Usage
from hikerkit.catalog import subjects
from hikerkit.errors import ArchiveError, ArchiveLockedError
from hikerkit.layers.flow import Blocking, Call, Flow, Layer, SendProbe, Sleep, finish
from hikerkit.responses.charge import charged, units_of
from hikerkit.responses.failure import is_failure
from hikerkit.transports.base import RawResponse

T = TypeVar("T")

_FIRST_PAUSE, _LONGEST_PAUSE = 0.01, 0.2
# When and what the service sent, and what its support may ask for.
_KEPT_HEADERS = ("content-type", "date", service.UNITS_HEADER, "x-request-id", "cf-ray")
_LONGEST_HEADER = 500


def archiving(
    below: Layer,
    store: ArchiveStore,
    usage: Usage,
    redact: Callable[[Any], Any],
    on_replay: Callable[[Call, RawResponse, float], object],
) -> Layer:
    """A layer that replays what it can and stores what it cannot.

    `redact` removes the key from what is stored, for a response may contain it. `on_replay` is
    called with each replayed response and the seconds that took.
    """

    def replay(call: Call, hit: Hit, began: float) -> Flow[RawResponse | None]:
        """The stored response; None if it was deleted just now."""
        row = yield from _read(partial(store.find_body, hit.body))
        if row is None:
            return None
        response = _response(hit, store.decompress(row, f"the response of {call.request.url}"))
        usage.add_saved(hit.price)
        on_replay(call, response, clock.now() - began)
        return response

    def layer(call: Call) -> Flow[RawResponse]:
        if not call.units:
            return (yield from below(call))
        began = clock.now()
        key = request_key(call.request.method, call.request.url)
        hit: Hit | None = yield from _read(partial(store.find, key))
        if hit and not call.refresh and is_fresh(hit.received, call.max_age):
            replayed = yield from replay(call, hit, began)
            if replayed is not None:
                return replayed
        lease = store.lease(key, newer_than=hit.id if hit else 0)
        probe = SendProbe()
        try:
            for pause in _pauses():
                if (yield from _read(partial(store.must_wait, lease))):
                    yield Sleep(pause)
                    continue
                if (yield Blocking(partial(store.acquire, lease))):
                    break
                hit = yield from _read(partial(store.find, key))
                if hit is not None and hit.id > lease.newer_than:
                    replayed = yield from replay(call, hit, began)
                    if replayed is not None:
                        return replayed
            response = yield from probe.wrap(below(call))
        except BaseException as error:
            if isinstance(error, Exception) or probe.response is None:
                yield from finish(lease.drop, error)
            else:  # cancelled, but only after a paid response was received
                with contextlib.suppress(ArchiveError):  # the next write stores it
                    yield from save(call, key, lease, probe.response, error)
            raise
        yield from save(call, key, lease, response)
        return response

    def save(
        call: Call,
        key: bytes,
        lease: Lease,
        response: RawResponse,
        error: BaseException | None = None,
    ) -> Flow[None]:
        """Store a response. Raises ArchiveError, which carries the response."""
        if response.status != 200 and not units_of(response.headers):
            yield from finish(lease.drop, error)  # a failure that cost nothing
            return
        lease.hand_over()

        def work() -> None:
            try:
                store.save(_record(call, key, response, redact), lease)
            finally:
                lease.end()

        try:
            yield from finish(work, error)
        except ArchiveError as failure:
            _describe(failure, response)
            raise

    return layer


def _read(read: Callable[..., T]) -> Flow[T]:
    """Read at once; only if the file is locked for readers, wait for it off the event loop."""
    try:
        return read(wait=False)
    except ArchiveLockedError:
        result: T = yield Blocking(read)
        return result


def _pauses() -> Iterator[float]:
    pause = _FIRST_PAUSE
    while True:
        yield pause
        pause = min(_LONGEST_PAUSE, pause * 1.5)


def _response(hit: Hit, content: bytes) -> RawResponse:
    return RawResponse(
        status=hit.status,
        headers=json.loads(hit.headers),
        content=content,
        url=hit.url,
        elapsed=hit.elapsed,
        attempts=0,
        source="archive",
        received_at=datetime.fromtimestamp(hit.received, UTC),
    )


def _record(call: Call, key: bytes, response: RawResponse, redact: Callable[[Any], Any]) -> Record:
    request, units = call.request, units_of(response.headers)
    content = redact(response.content)
    try:
        data = decode_json(content)
    except ValueError:
        data = None
    is_good = response.status == 200 and isinstance(data, dict | list) and not is_failure(data)
    names: tuple[tuple[str, str, str], ...] = ()
    if is_good:
        names = tuple(subjects.find_named_entities(request.operation, request.url, content, data))
    return Record(
        request=key,
        operation=request.operation,
        method=request.method,
        url=redact(request.url),
        received=response.received_at.timestamp(),
        status=response.status,
        units=units,
        price=call.units if units is None else units,
        elapsed=response.elapsed,
        headers=redact(_kept_headers(response.headers)),
        replayable=is_good,
        content=content,
        names=names,
    )


def _describe(error: ArchiveError, response: RawResponse) -> None:
    """Put the response, which could not be stored, into the error."""
    error.status, error.headers = response.status, response.headers
    error.content, error.url, error.attempts = response.content, response.url, response.attempts
    error.units = units_of(response.headers)
    error.charged = charged(error.units)


def _kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: headers[name][:_LONGEST_HEADER] for name in _KEPT_HEADERS if name in headers}
