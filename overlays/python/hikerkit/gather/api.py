"""`gather`: many calls at once through one client, so under one rate and one budget."""

from __future__ import annotations

from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar, overload

from hikerkit._utils.validation import require_int
from hikerkit.errors import ArgumentError

if TYPE_CHECKING:
    from hikerkit_api.core.pager import AsyncPager, Pager
    from hikerkit_api.core.snapshot import Snapshot

    from hikerkit.gather.tasks import AsyncGathering
    from hikerkit.gather.threads import Gathering

A = TypeVar("A")
T = TypeVar("T")

DEFAULT_CONCURRENCY = 8


class Gather:
    """The `gather` method of the sync client."""

    @overload
    def gather(
        self,
        function: Callable[[A], Pager[T]],
        arguments: Iterable[A],
        /,
        *,
        concurrency: int = DEFAULT_CONCURRENCY,
    ) -> Gathering[A, Snapshot[T]]: ...
    @overload
    def gather(
        self,
        function: Callable[[A], T],
        arguments: Iterable[A],
        /,
        *,
        concurrency: int = DEFAULT_CONCURRENCY,
    ) -> Gathering[A, T]: ...
    @overload
    def gather(
        self, calls: Iterable[Callable[[], T]], /, *, concurrency: int = DEFAULT_CONCURRENCY
    ) -> Gathering[Callable[[], T], T]: ...
    def gather(self, *what: Any, concurrency: int = DEFAULT_CONCURRENCY) -> Any:
        """Make many calls at once. Results are returned as they complete, in any order.

        `gather(hiker.user.by_username, names)` calls a function with each argument,
        `gather(calls)` calls each callable. Arguments are taken one by one as calls end, so there
        may be a million of them: at most `concurrency` calls are in progress or wait to be
        returned. A pager that a call returns is read to its end.

        A HikerError of one call is kept in its result. An error that affects all further calls (no
        valid key, nothing left on the account or in the budget) and any other exception end the
        gather: no further call is started, the results of those in progress are returned, then it
        is raised. A call that returns `list(pager)` loses the list if it fails; return the pager
        instead.

        To leave early, use `with hiker.gather(...) as results:`, or `close()`: calls in progress
        end before their next request, and their results are in `remainder`.

        Args:
            what: A function and its arguments, or an iterable of callables without arguments.
            concurrency: Maximum number of concurrent calls.

        Raises:
            ArgumentError: An argument is invalid; nothing was sent.
        """
        from hikerkit.gather.threads import Gathering

        return Gathering(*_split_arguments(what), require_int("concurrency", concurrency, 1))


class AsyncGather:
    """The `gather` method of the async client."""

    @overload
    def gather(
        self,
        function: Callable[[A], AsyncPager[T]],
        arguments: Iterable[A] | AsyncIterable[A],
        /,
        *,
        concurrency: int = DEFAULT_CONCURRENCY,
    ) -> AsyncGathering[A, Snapshot[T]]: ...
    @overload
    def gather(
        self,
        function: Callable[[A], Awaitable[T]],
        arguments: Iterable[A] | AsyncIterable[A],
        /,
        *,
        concurrency: int = DEFAULT_CONCURRENCY,
    ) -> AsyncGathering[A, T]: ...
    @overload
    def gather(
        self,
        calls: Iterable[Callable[[], Awaitable[T]]] | AsyncIterable[Callable[[], Awaitable[T]]],
        /,
        *,
        concurrency: int = DEFAULT_CONCURRENCY,
    ) -> AsyncGathering[Callable[[], Awaitable[T]], T]: ...
    def gather(self, *what: Any, concurrency: int = DEFAULT_CONCURRENCY) -> Any:
        """Make many calls at once. Results are returned as they complete, in any order.

        Like `gather` of the sync client, but in tasks, so it needs a block:
        `async with hiker.gather(hiker.user.by_username, names) as results:` and inside it
        `async for result in results:`. When the block is left early, calls in progress end before
        their next request, and their results are in `remainder`; an exception or a cancellation
        from outside cancels them at once.

        Args:
            what: A function and its arguments, or an iterable of callables without arguments.
            concurrency: Maximum number of concurrent calls.

        Raises:
            ArgumentError: An argument is invalid; nothing was sent.
        """
        from hikerkit.gather.tasks import AsyncGathering

        return AsyncGathering(*_split_arguments(what), require_int("concurrency", concurrency, 1))


def _split_arguments(what: tuple[Any, ...]) -> tuple[Callable[[Any], Any], Any]:
    """A function of one argument, and the arguments."""
    if len(what) == 1 and _is_iterable(what[0]):
        return lambda call: call(), what[0]
    if len(what) == 2 and callable(what[0]) and _is_iterable(what[1]):
        if isinstance(what[1], str | bytes):
            raise ArgumentError(
                "gather(): the arguments are a single str; give a list", argument="arguments"
            )
        return what[0], what[1]
    raise ArgumentError(
        "gather() needs a function and its arguments, as gather(hiker.user.by_username, names), "
        "or an iterable of callables",
        argument="calls",
    )


def _is_iterable(value: Any) -> bool:
    return isinstance(value, Iterable | AsyncIterable)
