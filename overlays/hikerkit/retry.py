"""Sends again what the documentation has a caller send again. A first, plain retry."""

from __future__ import annotations

import random

import attrs
from hikerkit_api import service

from hikerkit.errors import ConnectFailedError, HikerError
from hikerkit.steps import Layer, Sleep, Steps
from hikerkit.transport import RawAnswer, Request
from hikerkit.usage import units_of

_FIRST_PAUSE = 1.0  # the service's own advice after a 429 is one to two seconds
_LONGEST_PAUSE = 30.0


def retry(below: Layer, retries: int) -> Layer:
    """A layer that tries up to `retries` times more."""

    def layer(request: Request) -> Steps[RawAnswer]:
        for attempt in range(retries + 1):
            last = attempt == retries
            wait: float | None = None
            try:
                answer = yield from below(request)
            except ConnectFailedError as error:
                error.attempts = attempt + 1
                if last:
                    raise
            except HikerError as error:
                error.attempts = attempt + 1
                raise
            else:
                if last or answer.status not in service.RETRIED or units_of(answer.headers):
                    return attrs.evolve(answer, attempts=attempt + 1) if attempt else answer
                wait = retry_after(answer)
            yield Sleep(pause(attempt) if wait is None else min(wait, _LONGEST_PAUSE))
        raise AssertionError("the last attempt returns or raises")

    return layer


def pause(attempt: int) -> float:
    """Seconds before the attempt after this one: doubling, with jitter upwards."""
    return float(min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**attempt) * random.uniform(1, 1.5))


def retry_after(answer: RawAnswer) -> float | None:
    """Seconds that the service asks to wait; None where it does not say so in seconds."""
    text = answer.headers.get("retry-after", "").strip()
    return float(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
