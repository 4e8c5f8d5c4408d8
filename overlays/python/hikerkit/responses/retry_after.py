"""How long a response asks to wait: `Retry-After` in seconds, or as a date."""

from __future__ import annotations

import re

from hikerkit._utils import clock
from hikerkit.transports.base import RawResponse

_SECONDS = r"\d{1,9}(\.\d{1,9})?"


def retry_after(answer: RawResponse) -> float | None:
    """Seconds from now, 0 or more; None where the response does not say, or says nonsense."""
    text = answer.headers.get("retry-after", "").strip()
    if not text or len(text) > 100:
        return None
    if re.fullmatch(_SECONDS, text, re.ASCII):
        return float(text)
    then = _date(text)
    if then is None:
        return None
    # The service's own clock, where it shows it: the one here may be wrong.
    now = _date(answer.headers.get("date", "")[:100])
    return max(0.0, then - (clock.wall() if now is None else now))


def _date(text: str) -> float | None:
    from datetime import UTC
    from email.utils import parsedate_to_datetime

    try:
        date = parsedate_to_datetime(text)
        # A date without a zone is in UTC, as all dates of HTTP are.
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
