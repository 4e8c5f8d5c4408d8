"""Two lists beside each other: who is new, who left. A list that is incomplete cannot say so."""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Iterable
from typing import Any, Generic, TypeVar

from hikerkit_api.core.model import Model
from hikerkit_api.core.pager import Pager
from hikerkit_api.core.snapshot import Snapshot
from hikerkit_api.core.verdict import Verdict

from hikerkit.catalog.identity import identity
from hikerkit.errors import ArgumentError, IncompleteListError
from hikerkit.pagination.progress import ListProgress

T = TypeVar("T")


class Comparison(Generic[T]):
    """What two lists of the same things have in common, and what only one of them has."""

    def __init__(self, old: _Side[T], new: _Side[T]) -> None:
        self._old, self._new = old, new

    @property
    def old_verdict(self) -> Verdict:
        """The verdict on the old list."""
        return self._old.verdict

    @property
    def new_verdict(self) -> Verdict:
        """The verdict on the new list."""
        return self._new.verdict

    @property
    def added(self) -> list[T]:
        """What only the new list has, in its order.

        Raises IncompleteListError where the old list is incomplete: it may have been there before.
        """
        self._old.require_complete("old", "new", "may have been there all along")
        return [item for key, item in self._new.items.items() if key not in self._old.items]

    @property
    def removed(self) -> list[T]:
        """What only the old list has, in its order.

        Raises IncompleteListError where the new list is incomplete: it may be there all the same.
        """
        self._new.require_complete("new", "gone", "may be there all the same")
        return [item for key, item in self._old.items.items() if key not in self._new.items]

    @property
    def common(self) -> list[T]:
        """What both have, as the new list has it."""
        return [item for key, item in self._new.items.items() if key in self._old.items]

    def __repr__(self) -> str:
        both = len(self.common)
        return f"<Comparison old: {self.old_verdict}; new: {self.new_verdict}; {both} in both>"


class _Side(Generic[T]):
    """One of the two lists, by identity."""

    def __init__(self, name: str, taken: Snapshot[T], key: Callable[[T], object] | None) -> None:
        self.verdict = taken.verdict
        self.items: dict[str, T] = {}
        self.unknown = 0
        """Items that do not say which one they are."""
        for item in taken.items:
            known = _known(name, item, key)
            if known is None:
                self.unknown += 1
            else:
                self.items.setdefault(known, item)

    def require_complete(self, which: str, claim: str, instead: str) -> None:
        """Raises IncompleteListError."""
        verdict = self.verdict
        if verdict.complete is not True:
            why = str(verdict)
        elif strange := self.unknown + verdict.invalid_items:
            why = f"{strange} of its entries do not say which item they are"
        else:
            return
        raise IncompleteListError(
            f"The {which} list is incomplete ({why}): what it lacks cannot be called {claim}, "
            f"it {instead}",
            verdict=verdict,
        )


def compare(
    old: Snapshot[T] | Pager[T] | Iterable[T],
    new: Snapshot[T] | Pager[T] | Iterable[T],
    *,
    key: Callable[[T], object] | None = None,
) -> Comparison[T]:
    """Compare two lists by the identity of their items: 25 and "25" are the same id.

    Args:
        old: The list as it was: `pager.snapshot()`, or a pager, which is walked. Of another
            iterable nothing says that it is complete: use `Snapshot.of(items, complete=True)`.
        new: The list as it is now, in the same ways.
        key: What tells one item from another; by default the id of a model, or the item itself
            where it is a text or a number.

    Raises:
        ArgumentError: An item has no id to go by, or a pager handed over items before.
        HikerError: A pager that is walked fails; what came is in the `remainder` of both.
    """
    for name, given in (("old", old), ("new", new)):
        _check(name, given)  # before anything is paid for
    read: list[tuple[Any, Snapshot[T]]] = []
    try:
        for given in (old, new):
            read.append((given, _read(given)))
        first, second = (taken for _, taken in read)
        return Comparison(_Side("old", first, key), _Side("new", second, key))
    except BaseException:
        for given, taken in read:
            if isinstance(given, ListProgress):
                given.put_back(taken.items)  # what was paid for is there for another try
        raise


def _check(name: str, given: Any) -> None:
    """Raises ArgumentError for what is no list."""
    if isinstance(given, AsyncIterable):
        raise _wrong(name, "is asynchronous; compare what `await pager.snapshot()` gives")
    if isinstance(given, Pager) and given.items_read:
        raise _wrong(name, "handed over items already; compare its snapshot() instead")
    if isinstance(given, str | bytes | Model) or not isinstance(given, Iterable):
        raise _wrong(name, f"is {type(given).__name__}; expected a Snapshot, a pager or a list")


def _read(given: Any) -> Snapshot[Any]:
    if isinstance(given, Snapshot):
        return given
    return given.snapshot() if isinstance(given, Pager) else Snapshot.of(given, complete=False)


def _known(name: str, item: Any, key: Callable[[Any], object] | None) -> str | None:
    if key is not None:
        found = key(item)
        return None if found is None else str(found)
    if isinstance(item, Model) and type(item).__identity__:
        return identity(item)
    if isinstance(item, str | int) and not isinstance(item, bool):
        return str(item)
    raise _wrong(name, f"holds {type(item).__name__}, which has no id; give key=")


def _wrong(name: str, why: str) -> ArgumentError:
    return ArgumentError(f"compare(): {name} {why}", argument=name)
