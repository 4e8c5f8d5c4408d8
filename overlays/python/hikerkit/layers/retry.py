"""Retries failed attempts: freely if they were not charged, and a bounded number of times if so.

Not a retry library: those wrap functions, and these layers are generators that have to know whether
an attempt was charged.
"""

from __future__ import annotations

import random

from hikerkit_api import service
from msgspec import structs

from hikerkit import errors
from hikerkit.layers.flow import Call, Flow, Layer, Sleep
from hikerkit.layers.tracing import log_retry
from hikerkit.responses.charge import error_charged, response_charged
from hikerkit.responses.retry_after import retry_after
from hikerkit.settings import RetryPolicy
from hikerkit.transports.base import RawResponse

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 30.0
_SHORTEST_AFTER_429 = 1.0  # the service advises one to two seconds


def retry(below: Layer, policy: RetryPolicy) -> Layer:
    """A layer that retries what may succeed next time, as often as the policy allows."""

    def layer(call: Call) -> Flow[RawResponse]:
        attempt = lost = 0  # lost: failed attempts that were charged or may have been
        failure: errors.NetworkError | None = None
        while True:
            attempt += 1
            requested: float | None = None
            status = 0
            paid = False
            try:
                response = yield from below(call)
            except errors.DeadlineError:
                raise
            except errors.NetworkError as error:
                failure = error
                paid = call.units > 0 and error_charged(error) != "no"
                _add_attempts(error, attempt, lost)
                lost += paid
                if attempt > policy.retries or (paid and lost > policy.retry_charged):
                    raise
            except errors.HikerError as error:
                if isinstance(error, errors.NotSentError):
                    _add_attempts(error, attempt - 1, lost)
                    raise error from failure
                _add_attempts(error, attempt, lost)
                raise
            else:
                status = response.status
                if attempt > 1:
                    response = structs.replace(response, attempts=attempt, uncertain=lost > 0)
                if not _is_retried(status) or attempt > policy.retries:
                    return response
                # Statuses that the documentation says to retry are free unless it says otherwise.
                free = "no", "unknown" if status in service.RETRIED else "no"
                paid = call.units > 0 and response_charged(response) not in free
                lost += paid
                requested = retry_after(response)
                if paid and lost > policy.retry_charged:
                    return response
                if requested is not None and requested > policy.max_retry_after:
                    return response
            wait = backoff(attempt, status) if requested is None else requested
            log_retry(call, status or type(failure).__name__, wait, paid)
            yield Sleep(wait)
            call = structs.replace(call, attempt=attempt + 1)

    return layer


def _add_attempts(error: errors.HikerError, attempts: int, lost: int) -> None:
    error.attempts = attempts
    if lost and error.charged == "no":
        error.charged = "unknown"  # because of an earlier attempt


def _is_retried(status: int) -> bool:
    return status >= 500 or status == 408 or status in service.RETRIED


def backoff(attempt: int, status: int) -> float:
    """Seconds to wait after this attempt: exponential backoff with full jitter."""
    most = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** (attempt - 1))
    least = _SHORTEST_AFTER_429 if status == 429 else 0.0
    return least + random.uniform(0.0, most)
