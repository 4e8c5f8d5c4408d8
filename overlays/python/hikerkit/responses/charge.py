"""What an attempt used: what the service says in its response, or else what the spec says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from hikerkit_api import service

from hikerkit.errors import (
    ConnectFailedError,
    DeadlineError,
    HikerError,
    NotSentError,
    ResponseError,
)
from hikerkit.transports.base import RawResponse

_UNITS = rf'\b{re.escape(service.UNITS_WORD)}"?\s*[=:]\s*(\d{{1,9}})'


class Charge(NamedTuple):
    """Units of one attempt."""

    units: int = 0
    """Units used for certain."""
    uncertain: int = 0
    """Units that may have been used."""


FREE = Charge()


def units_of(headers: Mapping[str, str]) -> int | None:
    """Units that the service says a call used; it has more than one format for them."""
    match = re.search(_UNITS, headers.get(service.UNITS_HEADER, "")[:200], re.ASCII)
    return int(match[1]) if match else None


def units_used(response: RawResponse) -> int | None:
    """Units that the call used, if the service says so; 0 for a response from the archive."""
    return 0 if response.source == "archive" else units_of(response.headers)


def charged(units: int | None) -> str:
    """Whether a call that the service says used these units was charged."""
    return "unknown" if units is None else "yes" if units else "no"


def response_charged(response: RawResponse) -> str:
    """Whether this response was charged: "yes", "no" or "unknown"."""
    return _charged(response.status, units_of(response.headers))


def error_charged(error: HikerError) -> str:
    """Whether the attempt that ended in this error was charged."""
    return error.charged if error.units is None else charged(error.units)


def response_charge(response: RawResponse, price: int) -> Charge:
    """The charge of an attempt that got this response; `price` is what the spec says."""
    units = units_of(response.headers)
    if units is not None:
        return Charge(units)
    return _charge("yes" if response.status == 200 else response_charged(response), price)


def error_charge(error: BaseException, price: int) -> Charge:
    """The charge of an attempt that was sent and failed with this error, or was interrupted."""
    if not isinstance(error, HikerError):
        return Charge(uncertain=price)  # cancelled or interrupted on the way
    return Charge(error.units) if error.units is not None else _charge(error.charged, price)


def was_sent(error: BaseException) -> bool:
    """Whether anything may have reached the service before this error ended an attempt."""
    # A deadline that passes during an attempt is a TimedOutError here; a DeadlineError precedes it.
    return not isinstance(error, NotSentError | ConnectFailedError | DeadlineError)


def add_charge(error: HikerError) -> None:
    """Add what the headers of the response say about units to an error of the transport."""
    headers = getattr(error, "headers", None)
    if headers is None or error.units is not None:
        return
    error.units = units_of(headers)
    if isinstance(error, ResponseError):
        error.charged = _charged(error.status, error.units)


def error_details(operation_id: str, response: RawResponse) -> dict[str, Any]:
    """What every error about a response carries, as keywords of a ResponseError."""
    units = units_used(response)
    used = _charged(response.status, units)
    return {
        "operation": operation_id,
        "url": response.url,
        "attempts": response.attempts,
        "status": response.status,
        "headers": response.headers,
        "content": response.content,
        "units": units,
        "charged": "unknown" if used == "no" and response.uncertain else used,
    }


def _charged(status: int, units: int | None) -> str:
    return service.CHARGED.get(status, "unknown") if units is None else charged(units)


def _charge(charged: str, price: int) -> Charge:
    if charged == "no":
        return FREE
    return Charge(price) if charged == "yes" else Charge(uncertain=price)
