"""The `Retry-After` header: seconds, or a date."""

from __future__ import annotations

import re

from hikerkit._utils import clock
from hikerkit.transports.base import RawResponse

_SECONDS = r"\d{1,9}(\.\d{1,9})?"


def retry_after(response: RawResponse) -> float | None:
    """Seconds to wait from now, 0 or more; None if the header is missing or malformed."""
    text = response.headers.get("retry-after", "").strip()
    if not text or len(text) > 100:
        return None
    if re.fullmatch(_SECONDS, text, re.ASCII):
        return float(text)
    then = _date(text)
    if then is None:
        return None
    # Prefer the service's own clock: the local one may be wrong.
    now = _date(response.headers.get("date", "")[:100])
    return max(0.0, then - (clock.wall() if now is None else now))


def _date(text: str) -> float | None:
    from datetime import UTC
    from email.utils import parsedate_to_datetime

    try:
        date = parsedate_to_datetime(text)
        # HTTP dates without a zone are in UTC.
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
