"""What every error about a response carries."""

from __future__ import annotations

from typing import Any

from hikerkit.responses.charge import answer_charged, units_of
from hikerkit.responses.charge import charged as charged
from hikerkit.transports.base import RawResponse


def error_details(operation_id: str, raw: RawResponse) -> dict[str, Any]:
    """The facts of a response, as keywords of an ResponseError."""
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


def units_used(raw: RawResponse) -> int | None:
    """Units that the call used, as far as the service says; none for what was paid for before."""
    return 0 if raw.source == "archive" else units_of(raw.headers)
