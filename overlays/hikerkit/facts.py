"""What every error about an answer carries."""

from __future__ import annotations

from typing import Any

from hikerkit.transport import RawAnswer
from hikerkit.usage import units_of


def answer_facts(operation_id: str, raw: RawAnswer) -> dict[str, Any]:
    """The facts of an answer, as keywords of an AnswerError."""
    units = units_of(raw.headers)
    return {
        "operation": operation_id,
        "url": raw.url,
        "attempts": raw.attempts,
        "status": raw.status,
        "headers": raw.headers,
        "content": raw.content,
        "units": units,
        "charged": charged(units),
    }


def charged(units: int | None) -> str:
    """What the units that the service says a call used mean for whether it was charged."""
    return "unknown" if units is None else "yes" if units else "no"
