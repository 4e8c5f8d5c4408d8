"""The cursors that a walk has seen, in memory that does not grow: finds a list that goes round."""

from __future__ import annotations

from collections import deque

REMEMBERED = 1_000
"""Cursors of which a repeat is noticed at once; a longer round is noticed within a few rounds."""


class CycleDetector:
    """Remembers the last cursors exactly, and one of the older ones, as Brent's method does.

    That one is replaced after 1, 2, 4, 8, ... cursors, so sooner or later it lies within the round
    and the round is shorter than what is walked before it is replaced.
    """

    __slots__ = ("_last", "_milestone", "_recent", "_since", "_span")

    def __init__(self, start: str | None) -> None:
        # Hashes: 64 bits tell cursors apart, and they are all of one size.
        self._milestone = hash(start)
        self._last: deque[int] = deque([self._milestone])
        self._recent = {self._milestone}
        self._since, self._span = 0, 1

    def repeats(self, cursor: str) -> bool:
        """Whether the walk was at this cursor before; it is from now on."""
        mark = hash(cursor)
        if mark in self._recent or mark == self._milestone:
            return True
        self._since += 1
        if self._since == self._span:
            self._milestone, self._since, self._span = mark, 0, 2 * self._span
        if len(self._last) == REMEMBERED:
            self._recent.discard(self._last.popleft())
        self._last.append(mark)
        self._recent.add(mark)
        return False
