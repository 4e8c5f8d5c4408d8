"""Comparison of two lists: what was added and removed. An incomplete list cannot tell."""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Iterable
from typing import Any, Generic, TypeVar

from hikerkit_api.core.model import Model
from hikerkit_api.core.pager import Pager
from hikerkit_api.core.snapshot import Snapshot
from hikerkit_api.core.verdict import Verdict

from hikerkit._utils.validation import is_int
from hikerkit.catalog.identity import identity
from hikerkit.errors import ArgumentError, IncompleteListError
from hikerkit.pagination.progress import ListProgress

T = TypeVar("T")


class Comparison(Generic[T]):
    """What two lists have in common, and what only one of them has."""

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

        Raises IncompleteListError if the old list is incomplete: the items may be in its rest.
        """
        self._old.require_complete("old", "new")
        return [item for key, item in self._new.items.items() if key not in self._old.items]

    @property
    def removed(self) -> list[T]:
        """What only the old list has, in its order.

        Raises IncompleteListError if the new list is incomplete: the items may be in its rest.
        """
        self._new.require_complete("new", "removed")
        return [item for key, item in self._old.items.items() if key not in self._new.items]

    @property
    def common(self) -> list[T]:
        """What both lists have, as it is in the new list."""
        return [item for key, item in self._new.items.items() if key in self._old.items]

    def __repr__(self) -> str:
        both = len(self.common)
        return f"<Comparison old: {self.old_verdict}; new: {self.new_verdict}; {both} in both>"


class _Side(Generic[T]):
    """One of the two lists, by id."""

    def __init__(self, name: str, snapshot: Snapshot[T], key: Callable[[T], object] | None) -> None:
        self.verdict = snapshot.verdict
        self.items: dict[str, T] = {}
        self.unknown = 0
        """Items without an id."""
        for item in snapshot.items:
            item_id = _identify(name, item, key)
            if item_id is None:
                self.unknown += 1
            else:
                self.items.setdefault(item_id, item)

    def require_complete(self, which: str, claim: str) -> None:
        """Raises IncompleteListError."""
        verdict = self.verdict
        if verdict.complete is not True:
            why = str(verdict)
        elif unknown := self.unknown + verdict.invalid_items:
            why = f"{unknown} of its entries have no id"
        else:
            return
        raise IncompleteListError(
            f"The {which} list is incomplete ({why}): an item that it lacks is not "
            f"necessarily {claim}",
            verdict=verdict,
        )


def compare(
    old: Snapshot[T] | Pager[T] | Iterable[T],
    new: Snapshot[T] | Pager[T] | Iterable[T],
    *,
    key: Callable[[T], object] | None = None,
) -> Comparison[T]:
    """Compare two lists by the ids of their items: 25 and "25" are the same id.

    Args:
        old: The list as it was: `pager.snapshot()`, or a pager, which is read to its end. Any
            other iterable counts as incomplete: use `Snapshot.of(items, complete=True)`.
        new: The list as it is now, given in the same way.
        key: Function that returns the id of an item; by default, the id of a model, or the item
            itself if it is a str or an int.

    Raises:
        ArgumentError: An item has no id, or a pager has already returned items.
        HikerError: Reading a pager failed; the items read are in the `remainder` of both.
    """
    for name, given in (("old", old), ("new", new)):
        _check(name, given)  # before anything is paid for
    read: list[tuple[Any, Snapshot[T]]] = []
    try:
        for given in (old, new):
            read.append((given, _read(given)))
        first, second = (snapshot for _, snapshot in read)
        return Comparison(_Side("old", first, key), _Side("new", second, key))
    except BaseException:
        for given, snapshot in read:
            if isinstance(given, ListProgress):
                given.put_back(snapshot.items)  # they were paid for: keep them for another try
        raise


def _check(name: str, given: Any) -> None:
    """Raises ArgumentError for anything but a list."""
    if isinstance(given, AsyncIterable):
        raise _wrong(name, "is async; compare the result of `await pager.snapshot()`")
    if isinstance(given, Pager) and given.items_read:
        raise _wrong(name, "has already returned items; compare its snapshot() instead")
    if isinstance(given, str | bytes | Model) or not isinstance(given, Iterable):
        raise _wrong(name, f"is {type(given).__name__}; expected a Snapshot, a pager or a list")


def _read(given: Any) -> Snapshot[Any]:
    if isinstance(given, Snapshot):
        return given
    return given.snapshot() if isinstance(given, Pager) else Snapshot.of(given, complete=False)


def _identify(name: str, item: Any, key: Callable[[Any], object] | None) -> str | None:
    if key is not None:
        item_id = key(item)
        return None if item_id is None else str(item_id)
    if isinstance(item, Model) and type(item).__identity__:
        return identity(item)
    if isinstance(item, str) or is_int(item):
        return str(item)
    raise _wrong(name, f"contains {type(item).__name__}, which has no id; give key=")


def _wrong(name: str, why: str) -> ArgumentError:
    return ArgumentError(f"compare(): {name} {why}", argument=name)
