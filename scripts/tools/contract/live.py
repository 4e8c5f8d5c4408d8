"""Calls the service, one operation after another, within a limit of units."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
from hikerkit_api import service
from msgspec import structs

from hikerkit import Hiker, HikerError
from hikerkit.errors import ArgumentError, ConnectFailedError
from hikerkit.layers.auth import KeyRing
from hikerkit.responses.account import account_of
from hikerkit.responses.charge import units_of
from hikerkit.settings import is_rate
from hikerkit.transports.base import RawResponse, Request, Transport
from scripts.tools.contract.calls import Call
from scripts.tools.contract.documented import GOOD
from scripts.tools.contract.examine import EMPTY, REFUSED, Examiner, is_passing
from scripts.tools.contract.findings import format_count
from scripts.tools.contract.payloads import PayloadError, PayloadFolder
from scripts.tools.contract.report import Report

# Requests per second until the service says that the key may send more. Not the client's
# `rate="auto"`: it may send requests of its own, and each operation is asked exactly once.
_SLOWEST = 1.0
# A little slower than the rate: requests that leave evenly do not arrive evenly.
_MARGIN = 1.1
# A service that fails to respond twice in a row may be charging for each call.
_MOST_LOST = 2


class Recorder:
    """A transport that remembers the last response, even one that the client refuses."""

    def __init__(self, below: Transport) -> None:
        self._below = below
        self.last: RawResponse | None = None

    def send(self, request: Request) -> RawResponse:
        self.last = None
        self.last = self._below.send(request)
        return self.last

    def close(self) -> None:
        self._below.close()


class Stopped(Exception):
    """No further calls are made; the message says why."""


@attrs.define
class Run:
    """One run over the operations: its limit, and what it has used."""

    client: Hiker
    recorder: Recorder
    examiner: Examiner
    report: Report
    keys: KeyRing
    sleep: Callable[[float], object]
    folder: PayloadFolder | None
    max_units: int
    spent: int = 0
    """Units that were charged, or may have been."""
    called: int = 0
    judged: int = 0
    _lost: int = 0
    _rate: float = _SLOWEST

    def run(self, calls: Sequence[Call]) -> str | None:
        """Make the calls that the limit allows. Returns why it stopped early, or None."""
        for number, call in enumerate(calls):
            try:
                self._call(call)
            except Stopped as stopped:
                for skipped in calls[number + 1 :]:
                    self._skip(skipped, "stopped before")
                return str(stopped)
        return None

    def _call(self, call: Call) -> None:
        price, left = call.price, self.max_units - self.spent
        if call.missing:
            self._skip(call, f"the spec has no example of {', '.join(call.missing)}")
            return
        if price > left:
            self._skip(call, f"would cost {price}, but only {left} of {self.max_units} are left")
            return
        if self.called:
            self.sleep(_MARGIN / self._rate)
        self.recorder.last = None
        error: HikerError | None = None
        try:
            call.make(self.client)
        except HikerError as caught:
            error = caught
        raw = self.recorder.last
        if raw is None:
            # The client raised, as it got no response.
            assert error is not None
            self._no_response(call, error)
        else:
            self._response(call, structs.replace(raw, content=self.keys.redact(raw.content)))

    def _response(self, call: Call, raw: RawResponse) -> None:
        name, price, units = call.operation.id, call.price, units_of(raw.headers)
        self.called, self._lost = self.called + 1, 0
        if units is None:
            units = 0 if service.CHARGED.get(raw.status) == "no" else price
        self.spent += units
        problem: PayloadError | None = None
        if self.folder is not None:
            try:  # before judging it can fail
                self.folder.save(name, None if raw.status == GOOD else raw.status, raw.content)
            except PayloadError as error:
                problem = error
        verdict = self.examiner.response(name, raw, price)
        self.report.verdict(name, verdict)
        if raw.status == GOOD:
            self.judged += 1
            if not verdict.count:
                self.report.line("agrees", f"{name} ({format_count(units, 'unit')})")
            account = account_of(name, raw)
            if account and account.rate and account.rate > _SLOWEST and is_rate(account.rate):
                self._rate = account.rate
        if raw.status == EMPTY:
            raise Stopped(f"{name}: status {EMPTY}, no units are left on the account")
        if raw.status == REFUSED:
            raise Stopped(f"{name}: status {REFUSED}, the service refuses the key")
        if problem is not None:
            raise Stopped(str(problem))
        if is_passing(raw.status):
            booked = format_count(units, "unit")
            self.report.line("no response", f"{name}: status {raw.status}, {booked} booked")
        if self.spent > self.max_units:
            raise Stopped(f"{name}: the service charged more than its price")

    def _no_response(self, call: Call, error: HikerError) -> None:
        name = call.operation.id
        if isinstance(error, ArgumentError):
            self._skip(call, str(error))
            return
        if isinstance(error, ConnectFailedError):
            raise Stopped(f"{name}: {error}")
        self.called += 1
        booked = call.price if error.units is None else error.units
        self.spent += booked
        self.report.line("no response", f"{name}: {error} {format_count(booked, 'unit')} booked")
        self._lost += 1
        if self._lost == _MOST_LOST:
            raise Stopped(f"no response {_MOST_LOST} times in a row")

    def _skip(self, call: Call, why: str) -> None:
        self.report.line("skipped", f"{call.operation.id}: {why}")
