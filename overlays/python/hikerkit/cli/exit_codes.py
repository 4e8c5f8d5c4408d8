"""The exit statuses of `hikerkit`, and which error ends in which."""

from __future__ import annotations

from hikerkit_api.core.verdict import Verdict

from hikerkit import errors

FINE = 0
ERROR = 1
USAGE = 2
SPENT = 3
ABSENT = 4
INCOMPLETE = 5
INTERRUPTED = 130
CLOSED_PIPE = 141

EPILOG = """\b
Exit status:
  0    fine; a list that --limit or --max-pages cut off as asked, too
  1    error: the service, the network, the disk
  2    wrong command, argument, setting or file of settings, no key; nothing was sent
  3    nothing left: the account (402), or --max-units or --max-cost is reached
  4    the account or post was not found, or is private
  5    the list ended and is incomplete: cut off by the service, or going round
  130  interrupted with Ctrl-C (143: ended by another program)
  141  whoever read the output has closed it, as head does"""


def status_of(error: BaseException) -> int:
    """The exit status that this error ends in."""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(error, errors.ArgumentError):
        return USAGE
    if isinstance(error, errors.BudgetExceededError | errors.PaymentRequiredError):
        return SPENT
    # An expired cursor may come as a 404; it says nothing of the account.
    if isinstance(error, errors.ExpiredCursorError):
        return ERROR
    if isinstance(error, errors.NotFoundError | errors.ForbiddenError):
        return ABSENT
    if isinstance(error, errors.RepeatedCursorError | errors.EmptyPagesError):
        return INCOMPLETE
    return ERROR


def status_of_walk(verdict: Verdict) -> int:
    """The exit status of a walk that no error ended."""
    return INCOMPLETE if verdict.cut_by in ("service", "shorter_than_expected") else FINE
