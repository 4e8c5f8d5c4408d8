"""Stores a response that was just paid for, whatever becomes of the call."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping
from typing import Any

from hikerkit_api import service
from hikerkit_api.core.json import decode_json

from hikerkit.archive.archive import Archive
from hikerkit.archive.leases import Lease
from hikerkit.archive.records import Record
from hikerkit.calls.decode import is_failure
from hikerkit.catalog import subjects
from hikerkit.errors import ArchiveError
from hikerkit.layers.flow import Blocking, Call, Flow
from hikerkit.responses.charge import charged, units_of
from hikerkit.transports.base import RawResponse

# When and what the service answered, and what its support may ask for.
_KEPT_HEADERS = ("content-type", "date", service.UNITS_HEADER, "x-request-id", "cf-ray")
_LONGEST_HEADER = 500


class StoreResponse:
    """One response on its way into the archive. It gets there once."""

    def __init__(
        self,
        archive: Archive,
        claim: Lease,
        call: Call,
        wanted: bytes,
        answer: RawResponse,
        strike: Callable[[Any], Any],
    ) -> None:
        self._archive, self._claim, self._strike = archive, claim, strike
        self._call, self._wanted, self._answer = call, wanted, answer
        self._units = units_of(answer.headers)
        self._lock = threading.Lock()
        self._is_begun = False

    def steps(self) -> Flow[None]:
        """Store it. Raises ArchiveError, which carries the response."""
        # What neither succeeded nor cost anything tells nothing.
        if self._answer.status != 200 and not self._units:
            yield Blocking(self._claim.drop)
            return
        self._claim.hand_over()
        try:
            yield Blocking(self._keep)
        except ArchiveError as error:
            self._fill(error)
            raise
        except BaseException:
            # Cancelled: a thread may be at it, and will end it. If none is, it is done here.
            with contextlib.suppress(ArchiveError):  # the archive has it for its next write
                self._keep()
            raise

    def _keep(self) -> None:
        with self._lock:
            if self._is_begun:
                return
            self._is_begun = True
        try:
            self._archive._store(self._record(), self._claim)
        finally:
            self._claim.end()

    def _record(self) -> Record:
        request, answer = self._call.request, self._answer
        content = self._strike(answer.content)
        try:
            data = decode_json(content)
        except ValueError:
            data = None
        good = answer.status == 200 and isinstance(data, dict | list) and not is_failure(data)
        names = (
            subjects.find_named_entities(request.operation, request.url, content, data)
            if good else ()
        )  # fmt: skip
        return Record(
            request=self._wanted,
            operation=request.operation,
            method=request.method,
            url=self._strike(request.url),
            received=answer.received_at.timestamp(),
            status=answer.status,
            units=self._units,
            price=self._call.units if self._units is None else self._units,
            elapsed=answer.elapsed,
            headers=self._strike(_kept(answer.headers)),
            replayable=good,
            content=content,
            names=tuple(names),
        )

    def _fill(self, error: ArchiveError) -> None:
        answer = self._answer
        error.status, error.headers, error.content = answer.status, answer.headers, answer.content
        error.url, error.attempts = answer.url, answer.attempts
        error.units, error.charged = self._units, charged(self._units)


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: headers[name][:_LONGEST_HEADER] for name in _KEPT_HEADERS if name in headers}
