"""What one attempt used: what the service says of it itself, or else what the spec says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from hikerkit_api import service

from hikerkit.errors import ConnectFailedError, DeadlineError, HikerError, NotSentError
from hikerkit.transports.base import RawResponse, Request

_UNITS = rf'\b{re.escape(service.UNITS_WORD)}"?\s*[=:]\s*(\d{{1,9}})'


class Charge(NamedTuple):
    """Units of one attempt."""

    units: int = 0
    """Used for certain."""
    uncertain: int = 0
    """May have been used: nobody knows."""


FREE = Charge()


def units_of(headers: Mapping[str, str]) -> int | None:
    """Units that the service says a call used; it spells them in more than one way."""
    found = re.search(_UNITS, headers.get(service.UNITS_HEADER, "")[:200], re.ASCII)
    return int(found[1]) if found else None


def charged(units: int | None) -> str:
    """What the units that the service says a call used mean for whether it was charged."""
    return "unknown" if units is None else "yes" if units else "no"


def answer_charged(raw: RawResponse) -> str:
    """Whether this response used units: "yes", "no" or "unknown"."""
    units = units_of(raw.headers)
    return service.CHARGED.get(raw.status, "unknown") if units is None else charged(units)


def error_charged(error: HikerError) -> str:
    """Whether the attempt that ended in this error used units."""
    return error.charged if error.units is None else charged(error.units)


def of_answer(request: Request, raw: RawResponse) -> Charge:
    """What an attempt used that was answered."""
    units = units_of(raw.headers)
    if units is not None:
        return Charge(units)
    if raw.status == 200:
        return Charge(request.units)
    known = {"no": FREE, "yes": Charge(request.units)}
    return known.get(answer_charged(raw), Charge(uncertain=request.units))


def of_error(request: Request, error: BaseException) -> Charge:
    """What an attempt used that was sent and ended in this error, or was broken off by it."""
    if not isinstance(error, HikerError):
        return Charge(uncertain=request.units)  # cancelled or interrupted on the way
    if error.units is not None:
        return Charge(error.units)
    known = {"no": FREE, "yes": Charge(request.units)}
    return known.get(error.charged, Charge(uncertain=request.units))


def was_sent(error: BaseException) -> bool:
    """Whether anything may have reached the service before this error ended an attempt."""
    # A deadline is found past before an attempt is sent; one that ends it is a time-out here.
    return not isinstance(error, NotSentError | ConnectFailedError | DeadlineError)
