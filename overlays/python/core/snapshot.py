"""Snapshots: the items of a list at one time, with the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from msgspec import Struct

from .verdict import Verdict

T = TypeVar("T")


class Snapshot(Struct, Generic[T], frozen=True):
    """The items of a list at one time, and whether they are all of them. Can be pickled."""

    items: list[T]
    """The items, in the order received."""
    verdict: Verdict
    """Whether the list is complete."""

    @classmethod
    def of(cls, items: Iterable[T], *, complete: bool) -> Snapshot[T]:
        """A snapshot of items from another source, which the caller says are complete or not."""
        collected = list(items)
        return cls(collected, Verdict(complete=complete, items=len(collected)))

    def __add__(self, rest: Snapshot[T]) -> Snapshot[T]:
        """A list read in two parts, the second resumed from the first's cursor.

        Raises ValueError if the parts are not consecutive.
        """
        if not isinstance(rest, Snapshot):
            return NotImplemented
        return Snapshot([*self.items, *rest.items], self.verdict + rest.verdict)

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __repr__(self) -> str:
        return f"<Snapshot {self.verdict}>"
