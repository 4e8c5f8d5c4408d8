"""What a benchmark measures: one figure, and how long to measure it."""

from __future__ import annotations

import attrs


@attrs.frozen
class Effort:
    """How long to measure."""

    rounds: int
    seconds: float
    """For each pair of things."""
    processes: int
    """How many fresh processes of each kind."""
    walk: int
    """Items of the long walk."""


FULL = Effort(rounds=15, seconds=0.6, processes=15, walk=1_000_000)
SMOKE = Effort(rounds=1, seconds=0.01, processes=1, walk=5_000)


@attrs.frozen
class Row:
    """One figure."""

    what: str
    beside: str
    """What is 1.0."""
    payload: str
    ratio: float
    reach: float

    @property
    def met(self) -> bool:
        return self.ratio <= self.reach
