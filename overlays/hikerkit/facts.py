"""What every error about an answer carries; whether an attempt was charged."""

from __future__ import annotations

from typing import Any

from hikerkit_api import service

from hikerkit.errors import HikerError
from hikerkit.transport import RawAnswer
from hikerkit.usage import units_of


def answer_facts(operation_id: str, raw: RawAnswer) -> dict[str, Any]:
    """The facts of an answer, as keywords of an AnswerError."""
    used = charge(raw)
    return {
        "operation": operation_id,
        "url": raw.url,
        "attempts": raw.attempts,
        "status": raw.status,
        "headers": raw.headers,
        "content": raw.content,
        "units": units_of(raw.headers),
        "charged": "unknown" if used == "no" and raw.uncertain else used,
    }


def charged(units: int | None) -> str:
    """What the units that the service says a call used mean for whether it was charged."""
    return "unknown" if units is None else "yes" if units else "no"


def charge(raw: RawAnswer) -> str:
    """Whether this answer used units: what it says itself, or what the spec says of its status."""
    units = units_of(raw.headers)
    return service.CHARGED.get(raw.status, "unknown") if units is None else charged(units)


def error_charge(error: HikerError) -> str:
    """Whether the attempt that ended in this error used units."""
    return error.charged if error.units is None else charged(error.units)
