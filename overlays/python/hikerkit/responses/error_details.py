"""What every error about an answer carries."""

from __future__ import annotations

from typing import Any

from hikerkit.responses.charge import answer_charged, units_of
from hikerkit.responses.charge import charged as charged
from hikerkit.transports.base import RawAnswer


def answer_facts(operation_id: str, raw: RawAnswer) -> dict[str, Any]:
    """The facts of an answer, as keywords of an AnswerError."""
    units = units_used(raw)
    used = answer_charged(raw) if units is None else charged(units)
    return {
        "operation": operation_id,
        "url": raw.url,
        "attempts": raw.attempts,
        "status": raw.status,
        "headers": raw.headers,
        "content": raw.content,
        "units": units,
        "charged": "unknown" if used == "no" and raw.uncertain else used,
    }


def units_used(raw: RawAnswer) -> int | None:
    """Units that the call used, as far as the service says; none for what was paid for before."""
    return 0 if raw.source == "archive" else units_of(raw.headers)
