"""`gather`: many accounts at once under one client, so under one rate and one budget."""

from __future__ import annotations

from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar, overload

from hikerkit.errors import ArgumentError

if TYPE_CHECKING:
    from hikerkit_api.core.pager import AsyncPager, Pager
    from hikerkit_api.core.snapshot import Snapshot

    from hikerkit.gather.base import AsyncGathering, Gathering

A = TypeVar("A")
T = TypeVar("T")

DEFAULT_CONCURRENCY = 8


class Gather:
    """What makes many calls at once."""

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
        """Make many calls at once; their results come as they are ready, in any order.

        `gather(hiker.user.by_username, names)` calls a function with each of the arguments,
        `gather(calls)` each of some callables. Arguments are taken one by one, as calls end, so
        there may be a million of them: no more than `concurrency` calls are under way or waiting
        to be handed over. A pager that a call returns is walked to its end.

        A HikerError of one call is kept in its result. An error that every further call would
        meet (no valid key, nothing left on the account or in the budget), and any other exception,
        ends it: no further call is made, the results of those under way are handed over, then it
        is raised. A call that returns a list of a pager loses the list where it fails; return the
        pager instead.

        Leave early through `with hiker.gather(...) as results:`, or `close()`: calls under way end
        before their next request, and what they got is in `remainder`.

        Args:
            what: A function and its arguments, or an iterable of callables without arguments.
            concurrency: Calls at once.

        Raises:
            ArgumentError: An argument is wrong; nothing was sent.
        """
        from hikerkit.gather.base import Gathering

        return Gathering(*_called(what), checked_concurrency(concurrency))


class AsyncGather:
    """What makes many calls at once, asynchronously."""

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
        """Make many calls at once; their results come as they are ready, in any order.

        The same as the sync client's, in tasks; so it needs a block:
        `async with hiker.gather(hiker.user.by_username, names) as results:` and
        `async for result in results:` in it. Leaving the block early lets the calls under way end
        before their next request, and what they got is in `remainder`; an exception, or a
        cancellation from outside, cancels them at once.

        Args:
            what: A function and its arguments, or an iterable of callables without arguments.
            concurrency: Calls at once.

        Raises:
            ArgumentError: An argument is wrong; nothing was sent.
        """
        from hikerkit.gather.base import AsyncGathering

        return AsyncGathering(*_called(what), checked_concurrency(concurrency))


def checked_concurrency(value: int) -> int:
    """1 and more. Raises ArgumentError."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ArgumentError(
            f"concurrency={value!r:.60}: expected an int, 1 or more", argument="concurrency"
        )
    return value


def _called(what: tuple[Any, ...]) -> tuple[Callable[[Any], Any], Any]:
    """A function of one argument, and the arguments."""
    if len(what) == 1 and _iterable(what[0]):
        return lambda call: call(), what[0]
    if len(what) == 2 and callable(what[0]) and _iterable(what[1]):
        if isinstance(what[1], str | bytes):
            raise ArgumentError(
                "gather(): its arguments are one text; give a list of them", argument="arguments"
            )
        return what[0], what[1]
    raise ArgumentError(
        "gather() needs a function and its arguments, as gather(hiker.user.by_username, names), "
        "or an iterable of callables",
        argument="calls",
    )


def _iterable(value: Any) -> bool:
    return isinstance(value, Iterable | AsyncIterable)
