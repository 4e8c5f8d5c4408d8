"""What a `gather` in threads and one in tasks share: results, and the progress of its calls."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from msgspec import Struct

from hikerkit._utils.cancellation import CancelToken
from hikerkit.errors import HikerError

A = TypeVar("A")
T = TypeVar("T")


class Result(Struct, Generic[A, T], frozen=True):
    """The outcome of one call of a `gather`."""

    argument: A
    """The argument of the call; for a call without arguments, the callable itself."""
    value: T | None
    """What the call returned; None if it failed. For a pager, the `Snapshot` of its list, up to the
    error if it failed."""
    error: HikerError | None = None
    """Why the call failed; None if it did not."""

    def unwrap(self) -> T:
        """The value. Raises the error if the call failed."""
        if self.error is not None:
            raise self.error
        value: Any = self.value
        result: T = value
        return result


Ended = tuple[Result[A, T], BaseException | None]
"""The result of a call, and any exception other than a HikerError that it raised."""


class GatherState(Generic[A, T]):
    """Progress of a gather, the same for threads and tasks."""

    def __init__(self, concurrency: int) -> None:
        self._concurrency = concurrency
        self._token = CancelToken()
        self._running = 0
        """Calls that were started and whose results were not collected yet."""
        self._exhausted = False
        """Whether no further call will be started."""
        self._ending: BaseException | None = None
        """The exception to raise once all results were returned."""
        self._remainder: list[Result[A, T]] = []

    @property
    def remainder(self) -> list[Result[A, T]]:
        """Results that were not returned before it was closed."""
        return self._remainder

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._running} calls in progress>"

    def _halt(self) -> None:
        """Start no further call; those in progress end before their next request."""
        self._exhausted = True
        self._token.cancelled = True

    def _finish(self, error: BaseException | None) -> None:
        """Start no further call; the first exception is the one to raise."""
        self._exhausted = True
        if self._ending is None:
            self._ending = error

    def _collect(self, ended: Ended[A, T]) -> Result[A, T] | None:
        """The result of a call that ended; None if it raised an exception of the caller's code."""
        self._running -= 1
        result, other = ended
        if other is not None:
            self._finish(other)
            return None
        if result.error is not None and result.error.affects_all_calls:
            self._finish(result.error)
        return result

    def _keep(self, ended: Ended[A, T]) -> None:
        """Keep a result that is not returned."""
        result = self._collect(ended)
        if result is not None:
            self._remainder.append(result)
