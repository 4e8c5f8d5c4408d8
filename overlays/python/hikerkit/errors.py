"""All errors, one tree under `HikerError`.

Errors can be pickled, and contain neither objects of an HTTP library nor the key. Their attributes
carry the details; their text says what happened and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from hikerkit_api.core.verdict import Cut, Verdict


class HikerError(Exception):
    """Root of all errors of hikerkit."""

    advice: ClassVar[str] = ""
    """What to do about it."""
    cut: ClassVar[Cut] = "error"
    """`cut_by` in the verdict on a list that this error ended."""
    affects_all_calls: bool = False
    """Whether every further call of the client would fail in the same way."""

    operation: str | None = None
    """Id of the operation that was called."""
    url: str | None = None
    """URL of the request, without the key."""
    attempts: int = 0
    """How often the request was sent."""
    units: int | None = None
    """Request units used according to the service; None if it did not say."""
    charged: str = "no"
    """Whether the failed call was charged: "yes", "no" or "unknown"."""

    def __init__(self, message: str, /, **details: Any) -> None:
        super().__init__(message)
        for name, value in details.items():
            setattr(self, name, value)

    def __str__(self) -> str:
        parts = [str(self.args[0]).rstrip(".") + "."]
        if self.advice:
            parts.append(self.advice)
        if self.operation:
            charge = {"no": "not charged", "yes": "charged"}.get(self.charged, "possibly charged")
            times = "1 attempt" if self.attempts == 1 else f"{self.attempts} attempts"
            parts.append(f"({self.operation}, {times}, {charge})")
        return " ".join(parts)


# Before anything is sent.


class NotSentError(HikerError):
    """Nothing was sent."""


class ArgumentError(NotSentError, ValueError):
    """An argument is missing, unknown or invalid. Nothing was sent."""

    argument: str | None = None
    """Name of the argument."""


class AccessKeyError(ArgumentError):
    """The key is missing or malformed. Nothing was sent."""

    affects_all_calls = True


class MissingExtraError(HikerError, ImportError):
    """A feature needs an extra that is not installed. Nothing was sent."""


class ClientClosedError(NotSentError):
    """The client is closed. Nothing was sent."""

    advice = "Create another client, or make the call inside the `with` block."
    affects_all_calls = True


class StoppedError(NotSentError):
    """The `gather` that the call belongs to was closed. Nothing was sent."""


class BudgetExceededError(NotSentError):
    """The call may use more units than a budget has left. It was not sent."""

    requested: int = 0
    """Units that the call may use."""
    left: int = 0
    """Units left, without those reserved by requests in progress."""
    spent: int = 0
    """Units spent so far, including those that may have been charged."""
    advice = "Raise the budget or resume later: what was read so far is kept."
    cut = "budget"
    affects_all_calls = True


class StateError(HikerError):
    """A file that processes share cannot be used: it is locked or damaged, or the disk is full."""

    path: str = ""
    """The file."""
    advice = "Nothing that was paid for is lost; check the file, its permissions and the disk."


# There is no complete response.


class NetworkError(HikerError):
    """No complete response was received."""

    charged = "unknown"


class ConnectFailedError(NetworkError):
    """The connection could not be established. Nothing was sent."""

    charged = "no"
    advice = "Check the network, the proxy and the base URL."


class ConnectionLostError(NetworkError):
    """The connection was lost after the request was sent."""

    headers: Mapping[str, str] = {}
    """Response headers, if they were received; names in lower case."""
    advice = "The service may have charged for the call: check the balance before you repeat it."


class TimedOutError(NetworkError):
    """The response was not received in time."""

    advice = "Increase timeout=; the service may have charged for the call."


class DeadlineError(TimedOutError):
    """The call did not finish within its `deadline`; `__cause__` is what happened last."""

    charged = "no"
    advice = "Increase deadline=, or look for what delayed the call."


# There is a response, and it cannot be used.


class ResponseError(HikerError):
    """A response that cannot be used; its status, headers and content are kept."""

    status: int = 0
    """HTTP status."""
    headers: Mapping[str, str] = {}
    """Response headers, names in lower case."""
    content: bytes = b""
    """The body, as far as it was read."""
    charged = "unknown"


class ResponseTooLargeError(ResponseError):
    """The response is larger than `max_response_bytes`; the rest was not read."""

    advice = "Increase max_response_bytes= if you expect such a response."


class NotJsonError(ResponseError):
    """The response is not JSON, although its status is 200."""

    advice = "It may come from a proxy or a login page; its body is in `content`."


class UnexpectedShapeError(ResponseError):
    """The response is JSON, but not of the documented shape."""

    pointer: str = ""
    """JSON pointer to the value that is not as documented."""
    deviations: tuple[tuple[str, str], ...] = ()
    """In strict mode, all such values: pointer and reason."""
    advice = "The service may have changed; the complete response is in `content`."


class RedirectError(ResponseError):
    """The service redirects to another host, or in a loop. The key was not sent there."""

    status = 307
    charged = "no"
    advice = "Pass the new host as base_url= if you trust it."


class StatusError(ResponseError):
    """The service refused the request or failed; each documented status has a subclass."""

    message: str | None = None
    """Message of the service."""
    kind: str | None = None
    """Name of the error given by the service, for example UserNotFound."""
    retry_after: float | None = None
    """Seconds to wait according to the service; None if it does not say."""


class ClientError(StatusError):
    """A 4xx status without a class of its own."""


class BadRequestError(ClientError):
    """400: the arguments are not valid."""

    advice = "Check the arguments."


class UnauthorizedError(ClientError):
    """401: the key is missing or unknown."""

    advice = "Check the key, and whether it belongs to this service."
    affects_all_calls = True


class PaymentRequiredError(ClientError):
    """402: the account has no balance left."""

    advice = "Top up the account; what was read so far is kept."
    affects_all_calls = True


class ForbiddenError(ClientError):
    """403: the account, comment or media is private, or the CDN refused the client."""

    advice = "A private account is visible to its followers only."


class NotFoundError(ClientError):
    """404: the account, comment or media does not exist, or its list is hidden."""

    advice = "Check the name or id; the account may be renamed or deleted, or hide the list."


class MethodNotAllowedError(ClientError):
    """405: method not allowed."""

    advice = "The base URL may belong to another service."


class RequestTimeoutError(ClientError):
    """408: the server timed out waiting for the request."""

    advice = "Try again later."


class GoneError(ClientError):
    """410: the endpoint is retired."""

    advice = "The reference names its replacement."


class UnprocessableError(ClientError):
    """422: the arguments are not valid; `faults` says which."""

    faults: tuple[tuple[str, str], ...] = ()
    """Pairs of place and reason, for example ("query.username", "Field required")."""
    advice = "Check the arguments."


class RateLimitError(ClientError):
    """429: more requests per second than the key allows."""

    advice = "Wait for a second or two, or set rate=."


class HeadersTooLargeError(ClientError):
    """430: request header fields too large."""

    advice = "Check the headers that a proxy or your own transport adds."


class ServerError(StatusError):
    """A 5xx status without a class of its own, such as 520 of a CDN."""

    advice = "Try again later."


class InternalServerError(ServerError):
    """500: internal error of the service."""


class ServiceUnavailableError(ServerError):
    """503: the service is unavailable."""


class GatewayTimeoutError(ServerError):
    """504: the service behind the gateway did not respond in time."""


class FailureError(StatusError):
    """The status is 200, but the body says that the call failed."""

    advice = "See `message` and `kind` for what the service reports."


# The archive cannot be used.


class ArchiveError(HikerError):
    """The archive cannot be used. Raised before anything is sent, or after a response was paid for.

    In the second case the error carries the response. The archive keeps it in memory as well: the
    next call stores it first, and sends nothing until that succeeds.
    """

    path: str = ""
    """File of the archive."""
    status: int = 0
    """HTTP status of the response that could not be stored; 0 if nothing was sent."""
    headers: Mapping[str, str] = {}
    """Headers of that response, names in lower case."""
    content: bytes = b""
    """Body of that response."""
    advice = "Check the file, its folder and the disk."


class NotAnArchiveError(ArchiveError):
    """The path is a folder, is in a folder that does not exist, or is a file of another kind."""

    advice = "Give the file of an archive, or a new file in an existing folder."


class ArchiveVersionError(ArchiveError):
    """The archive was written by a newer version of hikerkit. It was not changed."""

    advice = "Update hikerkit, or use another file."


class ArchiveUnwritableError(ArchiveError):
    """The archive cannot be written."""

    advice = "Check the permissions of the file and its folder, and whether the disk is read-only."
    affects_all_calls = True


class ArchiveLockedError(ArchiveError):
    """Another program has locked the archive for longer than `lock_timeout`."""

    advice = "Find the program that has the file open, then call again."


class ArchiveFullError(ArchiveError):
    """The disk is full."""

    advice = "Free some disk space or prune the archive, then call again."
    affects_all_calls = True


class ArchiveDamagedError(ArchiveError):
    """The archive is damaged and cannot be read."""

    advice = (
        "Keep a copy of the file: `sqlite3 FILE .recover` may save the rest. "
        "To replace a single damaged response, use refresh=True."
    )


# A list that cannot be continued.


class RepeatedCursorError(HikerError):
    """The service returned a cursor for the second time: the list would never end."""

    cursor: str = ""
    """The repeated cursor."""
    advice = "All pages so far were returned; the service may truncate the list here."
    cut = "repeated_cursor"


class EmptyPagesError(HikerError):
    """Several pages in a row had no new item, each with a new cursor: the list may never end."""

    cursor: str = ""
    """The cursor to resume from."""
    advice = "To continue, resume from `cursor`, or allow more empty pages with max_empty=."
    cut = "empty_pages"


class ExpiredCursorError(ClientError):
    """The service refused a cursor: it has expired, or its list was deleted or hidden.

    The pager keeps its cursor and its items. `__cause__` is the error of the status.
    """

    cursor: str = ""
    """The cursor that was refused."""
    advice = "All pages so far were returned; for the rest, read the list again."


class IncompleteListError(HikerError):
    """A comparison needs a complete list, and this one is incomplete."""

    verdict: Verdict | None = None
    """The verdict on that list."""


STATUS_ERRORS: dict[int, type[StatusError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    402: PaymentRequiredError,
    403: ForbiddenError,
    404: NotFoundError,
    405: MethodNotAllowedError,
    408: RequestTimeoutError,
    410: GoneError,
    422: UnprocessableError,
    429: RateLimitError,
    430: HeadersTooLargeError,
    500: InternalServerError,
    503: ServiceUnavailableError,
    504: GatewayTimeoutError,
}
"""The class for each documented status."""


def status_error(status: int) -> type[StatusError]:
    """The class for any status, documented or not."""
    if status in STATUS_ERRORS:
        return STATUS_ERRORS[status]
    if 400 <= status < 500:
        return ClientError
    return ServerError if status >= 500 else StatusError
