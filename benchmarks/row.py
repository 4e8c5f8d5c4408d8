"""A row of the table: what is measured, compared with what, and the ratio to reach."""

from __future__ import annotations

import attrs


@attrs.frozen
class Effort:
    """How long to measure."""

    rounds: int
    seconds: float
    """For each pair of functions."""
    processes: int
    """Fresh processes per program."""
    items: int
    """Items of the longest list."""


FULL = Effort(rounds=15, seconds=0.6, processes=15, items=1_000_000)
SMOKE = Effort(rounds=1, seconds=0.01, processes=1, items=5_000)


@attrs.frozen
class Row:
    """One figure."""

    what: str
    baseline: str
    """What is 1.0."""
    payload: str
    ratio: float
    target: float
    parts: str = ""
    """Where the time goes; printed if the target is missed."""

    @property
    def met(self) -> bool:
        return self.ratio <= self.target

    @property
    def verdict(self) -> str:
        """Whether the target is met, in words."""
        return "met" if self.met else "MISSED" + (f": {self.parts}" if self.parts else "")
