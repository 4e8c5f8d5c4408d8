"""What a run paid, by the mock's ledger: what was needed, what nobody could know, and the rest."""

from __future__ import annotations

from collections import Counter

import attrs

from hikerkit.mock import Ledger

_LATE = ("delay", "slow-body")
_DAMAGED = ("cut-json", "html", "cut-gzip")


@attrs.define
class Paid:
    """Units of one run or of many."""

    needed: int = 0
    """The first whole answer to each question."""
    unknown: int = 0
    """Charged, but no complete response came: the caller cannot know."""
    damaged: int = 0
    """Charged for a response that came and was of no use."""
    beyond: int = 0
    """Charged for a response that the client had already."""

    def add(self, other: Paid) -> None:
        """Sum up."""
        self.needed += other.needed
        self.unknown += other.unknown
        self.damaged += other.damaged
        self.beyond += other.beyond


def paid(ledger: Ledger) -> Paid:
    """Sort the charges of a ledger."""
    found, had = Paid(), Counter[str]()
    for entry in ledger.entries:
        kind = (entry.fault or "").partition("=")[0].partition(";")[0]
        if not entry.units:
            continue
        if not entry.delivered or kind in _LATE or kind.isdigit():
            found.unknown += entry.units
        elif kind in _DAMAGED:
            found.damaged += entry.units
        elif had[entry.target]:
            found.beyond += entry.units
        else:
            found.needed += entry.units
        had[entry.target] += (
            entry.delivered and kind not in (*_DAMAGED, *_LATE) and not kind.isdigit()
        )
    return found
