"""Sort the charges in a ledger: needed, unknown to the caller, for damaged responses, repeated."""

from __future__ import annotations

from collections import Counter

import attrs

from hikerkit.mock import Ledger

_LATE = ("delay", "slow-body")
_DAMAGED = ("cut-json", "html", "cut-gzip")


@attrs.define
class Charges:
    """Units of one run or of several."""

    needed: int = 0
    """For the first complete response to each request."""
    unknown: int = 0
    """For responses that did not arrive completely: the caller cannot know."""
    damaged: int = 0
    """For responses that arrived but could not be used."""
    repeated: int = 0
    """For responses that the client already had."""

    def add(self, other: Charges) -> None:
        """Add the units of another run."""
        self.needed += other.needed
        self.unknown += other.unknown
        self.damaged += other.damaged
        self.repeated += other.repeated


def sort_charges(ledger: Ledger) -> Charges:
    """Sort the charges of a ledger."""
    charges, received = Charges(), Counter[str]()
    for entry in ledger.entries:
        kind = (entry.fault or "").partition("=")[0].partition(";")[0]
        if not entry.units:
            continue
        if not entry.delivered or kind in _LATE or kind.isdigit():
            charges.unknown += entry.units
        elif kind in _DAMAGED:
            charges.damaged += entry.units
        elif received[entry.target]:
            charges.repeated += entry.units
        else:
            charges.needed += entry.units
        is_usable = kind not in (*_DAMAGED, *_LATE) and not kind.isdigit()
        received[entry.target] += entry.delivered and is_usable
    return charges
