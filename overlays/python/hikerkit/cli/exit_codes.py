"""The exit statuses of `hikerkit`."""

from __future__ import annotations

from hikerkit_api.core.verdict import Verdict

from hikerkit import errors

OK = 0
ERROR = 1
USAGE = 2
SPENT = 3
NOT_FOUND = 4
INCOMPLETE = 5
INTERRUPTED = 130
CLOSED_PIPE = 141

EPILOG = """\b
Exit status:
  0    success, also if --limit or --max-pages ended a list
  1    error: the service, the network, the disk
  2    wrong command, argument, setting or hikerkit.toml, or no key; nothing was sent
  3    the balance is empty (402), or --max-units or --max-cost is reached
  4    the account or post was not found or is private
  5    the list is incomplete: the service truncated it or repeated a cursor
  130  interrupted with Ctrl-C (143: terminated)
  141  the reader of the output closed it, as head does"""


def status_of_error(error: BaseException) -> int:
    """The exit status for this error."""
    if isinstance(error, errors.ArgumentError):
        return USAGE
    if isinstance(error, errors.BudgetExceededError | errors.PaymentRequiredError):
        return SPENT
    # The service may answer an expired cursor with 404, which says nothing about the account.
    if isinstance(error, errors.ExpiredCursorError):
        return ERROR
    if isinstance(error, errors.NotFoundError | errors.ForbiddenError):
        return NOT_FOUND
    if isinstance(error, errors.RepeatedCursorError | errors.EmptyPagesError):
        return INCOMPLETE
    return ERROR


def status_of_verdict(verdict: Verdict) -> int:
    """The exit status of a list that was read without an error."""
    return INCOMPLETE if verdict.cut_by in ("service", "shorter_than_expected") else OK
