"""Cycle detection: notices in bounded memory that a list returns to a cursor it was at before."""

from __future__ import annotations

from collections import deque

REMEMBERED = 1_000
"""Cursors of which a repeat is noticed at once; a longer cycle is noticed within a few rounds."""


class CycleDetector:
    """Remembers the last cursors exactly, and one older milestone (Brent's algorithm).

    The milestone moves at powers of two, so in the end it lies inside the cycle, and the cycle is
    shorter than the distance to the next move.
    """

    __slots__ = ("_last", "_milestone", "_recent", "_since", "_span")

    def __init__(self, start: str | None) -> None:
        # Hashes have one size, and 64 bits are enough to tell cursors apart.
        self._milestone = hash(start)
        self._last: deque[int] = deque([self._milestone])
        self._recent = {self._milestone}
        self._since, self._span = 0, 1

    def repeats(self, cursor: str) -> bool:
        """Whether this cursor was seen before; remembers it otherwise."""
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
