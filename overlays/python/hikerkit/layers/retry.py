"""Sends again what failed: freely what was not charged, within a bound what may have been.

Own code and no library for retries: those wrap functions, and these layers are generators.
"""

from __future__ import annotations

import random
from typing import NamedTuple

from hikerkit_api import service
from msgspec import structs

from hikerkit import errors
from hikerkit.layers.flow import Flow, Layer, Sleep
from hikerkit.layers.tracing import retrying
from hikerkit.responses.charge import answer_charged, error_charged
from hikerkit.responses.retry_after import retry_after
from hikerkit.transports.base import RawResponse, Request

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 30.0
_LEAST_AFTER_RATE = 1.0  # the service's own advice after a 429 is one to two seconds


class RetryPolicy(NamedTuple):
    """What a caller allows."""

    retries: int = 2
    """Most attempts after the first."""
    retry_charged: int = 1
    """Most of them that follow one that was charged or may have been."""
    max_retry_after: float = 60.0
    """Longest pause in seconds that the service may ask for; for a longer one nobody waits."""


def retry(below: Layer, policy: RetryPolicy) -> Layer:
    """A layer that tries again what may help, as often as the policy allows."""

    def layer(request: Request) -> Flow[RawResponse]:
        attempt = lost = 0  # lost: failures that were charged or may have been
        failure: errors.NetworkError | None = None
        while True:
            attempt += 1
            asked: float | None = None
            status = 0
            paid = False
            try:
                answer = yield from below(request)
            except errors.DeadlineError:
                raise
            except errors.NetworkError as error:
                failure = error
                paid = request.units > 0 and error_charged(error) != "no"
                _book(error, attempt, lost)
                lost += paid
                if attempt > policy.retries or (paid and lost > policy.retry_charged):
                    raise
            except errors.HikerError as error:
                if isinstance(error, errors.NotSentError):
                    _book(error, attempt - 1, lost)
                    raise error from failure
                _book(error, attempt, lost)
                raise
            else:
                status, charged = answer.status, answer_charged(answer)
                if attempt > 1:
                    answer = structs.replace(answer, attempts=attempt, uncertain=lost > 0)
                if not _may_help(status) or attempt > policy.retries:
                    return answer
                # What the documentation has a caller send again is free where it says no more.
                free = "no", "unknown" if status in service.RETRIED else "no"
                paid = request.units > 0 and charged not in free
                lost += paid
                asked = retry_after(answer)
                if paid and lost > policy.retry_charged:
                    return answer
                if asked is not None and asked > policy.max_retry_after:
                    return answer
            wait = pause(attempt, status) if asked is None else asked
            retrying(request, status or type(failure).__name__, wait, paid)
            yield Sleep(wait)
            request = structs.replace(request, attempt=attempt + 1)

    return layer


def _book(error: errors.HikerError, attempts: int, lost: int) -> None:
    error.attempts = attempts
    if lost and error.charged == "no":
        error.charged = "unknown"  # an attempt before it


def _may_help(status: int) -> bool:
    return status >= 500 or status == 408 or status in service.RETRIED


def pause(attempt: int, status: int) -> float:
    """Seconds after this attempt: any up to a bound that doubles, so that callers spread out."""
    most = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** (attempt - 1))
    least = _LEAST_AFTER_RATE if status == 429 else 0.0
    return least + random.uniform(0.0, most)
