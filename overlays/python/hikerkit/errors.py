"""Everything that can go wrong, as one tree under `HikerError`.

Every error pickles, holds no object of an HTTP library, and never the key. The facts that it
carries are attributes; its text says what happened and what to do.
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
    cuts: ClassVar[Cut] = "error"
    """What a walk was cut off by that ended with it."""
    ends_all: bool = False
    """Whether every further call of the client would meet it too."""

    operation: str | None = None
    """Id of the operation that was called."""
    url: str | None = None
    """URL that was asked; the key is not in it."""
    attempts: int = 0
    """How often it was sent."""
    units: int | None = None
    """Request units that the service says it took; None where it said nothing."""
    charged: str = "no"
    """Whether the failed call uses units: "yes", "no" or "unknown"."""

    def __init__(self, message: str, /, **facts: Any) -> None:
        super().__init__(message)
        for name, value in facts.items():
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
    """An argument is missing, unknown or wrong. Nothing was sent."""

    argument: str | None = None
    """Name of the argument."""


class AccessKeyError(ArgumentError):
    """There is no key, or what was given cannot be one. Nothing was sent."""

    ends_all = True


class MissingExtraError(HikerError, ImportError):
    """What was asked for needs an extra that is not installed. Nothing was sent for it."""


class ClientClosedError(NotSentError):
    """The client was closed before the call. Nothing was sent."""

    advice = "Make another client, or call inside its `with` block."
    ends_all = True


class StoppedError(NotSentError):
    """The `gather` that the call belongs to was closed before the call. Nothing was sent."""


class BudgetExceededError(NotSentError):
    """The call would take more than a budget has left. It was not sent."""

    asked: int = 0
    """Units that the call may use."""
    left: int = 0
    """Units that the budget has left; requests under way hold some."""
    spent: int = 0
    """Units spent so far, those that may have been charged among them."""
    advice = "Raise the budget, or go on later: what was read so far is kept."
    cuts = "budget"
    ends_all = True


class StateError(HikerError):
    """A file that processes share cannot be used: locked, damaged, or no room is left."""

    path: str = ""
    """The file."""
    advice = "Nothing that was paid for is lost; look at the file, the disk and its permissions."


# No complete response came.


class NetworkError(HikerError):
    """No complete response came."""

    charged = "unknown"


class ConnectFailedError(NetworkError):
    """No connection was made, so nothing was sent."""

    charged = "no"
    advice = "Look at the network, the proxy and the base URL."


class ConnectionLostError(NetworkError):
    """The connection broke after the request was sent."""

    advice = "The service may have charged for the call: look at the balance before repeating it."


class TimedOutError(NetworkError):
    """The response did not come in time."""

    advice = "Allow a longer timeout=; the service may have charged for the call."


class DeadlineError(TimedOutError):
    """The call did not come to its end within `deadline`; `__cause__` is what happened last."""

    charged = "no"
    advice = "Allow a longer deadline=, or look at what held it up."


# A response came that is not what was asked for.


class ResponseError(HikerError):
    """A response came that cannot be used. It is kept: status, headers and content."""

    status: int = 0
    """HTTP status."""
    headers: Mapping[str, str] = {}
    """Response headers, names in lower case."""
    content: bytes = b""
    """The bytes of the response, as far as they were read."""
    charged = "unknown"


class ResponseTooLargeError(ResponseError):
    """The response is larger than `max_response_bytes`; reading it was broken off."""

    advice = "Raise max_response_bytes= if such a response is expected."


class NotJsonError(ResponseError):
    """The response is no JSON, though its status says success."""

    advice = "It may come from a proxy or a login page on the way; its bytes are in `content`."


class UnexpectedShapeError(ResponseError):
    """The response is JSON, but not of the documented shape."""

    pointer: str = ""
    """JSON pointer to the place that is not as documented."""
    deviations: tuple[tuple[str, str], ...] = ()
    """All such places that a strict call found: pointer and reason."""
    advice = "The service may have changed; the complete response is in `content`."


class RedirectError(ResponseError):
    """The service points to another host, or in a circle. The key was not sent there."""

    status = 307
    charged = "no"
    advice = "Give the new host as base_url= if you trust it."


class StatusError(ResponseError):
    """The service refused, or failed. Its subclasses are the statuses; see `status`."""

    message: str | None = None
    """What the service says went wrong."""
    kind: str | None = None
    """What the service calls it, for example UserNotFound."""
    retry_after: float | None = None
    """Seconds that the service asks to wait; None where it does not say."""


class ClientError(StatusError):
    """A status of 4xx that has no class of its own."""


class BadRequestError(ClientError):
    """400: arguments not correctly passed."""

    advice = "Look at the arguments."


class UnauthorizedError(ClientError):
    """401: no key in the request, or one that the service does not know."""

    advice = "Check the key, and whether it belongs to this service."
    ends_all = True


class PaymentRequiredError(ClientError):
    """402: nothing is left on the account."""

    advice = "Top up the account; what was read so far is kept."
    ends_all = True


class ForbiddenError(ClientError):
    """403: the account, comment or media is private; or the CDN turned the client away."""

    advice = "A private account shows nothing to anyone who does not follow it."


class NotFoundError(ClientError):
    """404: the account, comment or media was not found, or its list is hidden."""

    advice = "Check the name or id; the account may be renamed, deleted, or hide the list."


class MethodNotAllowedError(ClientError):
    """405: method not allowed."""

    advice = "The base URL may be that of another service."


class RequestTimeoutError(ClientError):
    """408: the server waited too long and closed the connection."""

    advice = "Try again later."


class GoneError(ClientError):
    """410: the endpoint is retired."""

    advice = "Look in the reference for what replaces it."


class UnprocessableError(ClientError):
    """422: understood but not processable; `faults` says which arguments are wrong."""

    faults: tuple[tuple[str, str], ...] = ()
    """Pairs of place and reason, for example ("query.username", "Field required")."""
    advice = "Look at the arguments."


class RateLimitError(ClientError):
    """429: more requests a second than the key allows."""

    advice = "Pause for a second or two, or send fewer at once."


class HeadersTooLargeError(ClientError):
    """430: request header fields too large."""

    advice = "Look at the headers that a proxy or your own transport adds."


class ServerError(StatusError):
    """A status of 5xx that has no class of its own, as a CDN's 520."""

    advice = "Try again later."


class InternalServerError(ServerError):
    """500: internal error of the service."""


class ServiceUnavailableError(ServerError):
    """503: the service is unavailable."""


class GatewayTimeoutError(ServerError):
    """504: the service behind the gateway did not answer in time."""


class FailureError(StatusError):
    """A body that says the call failed, under a status that says it did not."""

    advice = "What the service says went wrong is in `message` and `kind`."


# The archive cannot be used.


class ArchiveError(HikerError):
    """The archive cannot be used. Raised before anything is sent, or after a response was paid for.

    In the second case the response is here, and the archive keeps it in memory too: the next call
    stores it first, and sends nothing while that fails.
    """

    path: str = ""
    """File of the archive."""
    status: int = 0
    """HTTP status of the response that could not be stored; 0 where nothing was sent."""
    headers: Mapping[str, str] = {}
    """Its headers, names in lower case."""
    content: bytes = b""
    """Its bytes."""
    advice = "Look at the file, its folder and the disk."


class NotAnArchiveError(ArchiveError):
    """At this path is a folder, no folder to make a file in, or a file of another kind."""

    advice = "Name the file of an archive, or a new file in a folder that exists."


class ArchiveVersionError(ArchiveError):
    """A newer hikerkit wrote the archive. It was not touched."""

    advice = "Update hikerkit, or use another file."


class ArchiveUnwritableError(ArchiveError):
    """The archive may not be written."""

    advice = "Look at the permissions of the file and its folder, and at how the disk is mounted."
    ends_all = True


class ArchiveLockedError(ArchiveError):
    """Another program holds the archive for longer than `lock_timeout`."""

    advice = "Look for a program that has the file open; then call again."


class ArchiveFullError(ArchiveError):
    """The disk is full."""

    advice = "Make room on the disk, or prune the archive; then call again."
    ends_all = True


class ArchiveDamagedError(ArchiveError):
    """What stands in the archive cannot be read."""

    advice = (
        "Keep a copy of the file: `sqlite3 FILE .recover` may save the rest. "
        "A single damaged answer is replaced with refresh=True."
    )


# A walk over a list that cannot go on.


class RepeatedCursorError(HikerError):
    """The service gave a cursor that was asked for before: going on would pay for ever."""

    cursor: str = ""
    """The cursor that came again."""
    advice = "Every page so far was handed over; the list may be cut off here by the service."
    cuts = "repeated_cursor"


class EmptyPagesError(HikerError):
    """Page after page brought no new item, each with a new cursor: going on may pay for ever."""

    cursor: str = ""
    """The cursor to go on with."""
    advice = "Begin again at `cursor` to go on all the same, or allow more with max_empty=."
    cuts = "empty_pages"


class ExpiredCursorError(ClientError):
    """The service refused a cursor: it expired, or the list behind it is gone or hidden.

    The pager keeps its cursor and what it has. `__cause__` is the error as the status names it.
    """

    cursor: str = ""
    """The cursor that was refused."""
    advice = "Every page so far was handed over; to get the rest, walk the list again."


class IncompleteListError(HikerError):
    """A comparison was asked for what a list that is incomplete cannot tell."""

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
"""The class of each documented status."""


def status_error(status: int) -> type[StatusError]:
    """The class for any status, listed or not."""
    if status in STATUS_ERRORS:
        return STATUS_ERRORS[status]
    if 400 <= status < 500:
        return ClientError
    return ServerError if status >= 500 else StatusError
