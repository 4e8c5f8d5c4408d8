"""Snapshots: the items of a list at one time, with the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from msgspec import Struct

from .verdict import Verdict

T = TypeVar("T")


class Snapshot(Struct, Generic[T], frozen=True):
    """The items of a list as they were at one time, and whether they are all of it. It pickles."""

    items: list[T]
    """The items, in the order in which they came."""
    verdict: Verdict
    """Whether they are the whole list."""

    @classmethod
    def of(cls, items: Iterable[T], *, complete: bool) -> Snapshot[T]:
        """A snapshot of items from elsewhere; the caller says whether they are the whole list."""
        held = list(items)
        return cls(held, Verdict(complete=complete, items=len(held)))

    def __add__(self, rest: Snapshot[T]) -> Snapshot[T]:
        """A list that was walked in two parts, the second from the first's cursor.

        Raises ValueError for parts that do not join.
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
