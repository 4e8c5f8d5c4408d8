"""What the mock received, answered and charged: the judge of a client that says it is careful."""

from __future__ import annotations

from collections import Counter, deque
from hashlib import blake2b

import attrs

_MOST_TARGETS = 1_000_000


@attrs.frozen
class Received:
    """One request, and what became of it."""

    number: int
    """Counts from 1."""
    time: float
    """Seconds on the mock's clock."""
    key: str
    """Fingerprint of the key, "" where there was none."""
    method: str
    target: str
    """Path and query."""
    operation: str | None
    """Id of the operation; None where the spec has none for the path."""
    status: int
    """HTTP status of the response."""
    units: int
    """Request units that were charged."""
    told: bool
    """Whether the complete response went out; False where the connection was broken off."""
    fault: str | None = None
    """The fault that was played."""


class Ledger:
    """Every request; the last ones in full, all of them in the sums."""

    def __init__(self, most: int = 100_000) -> None:
        self.entries: deque[Received] = deque(maxlen=most)
        """The last requests, the newest at the end."""
        self.requests = 0
        """Requests received."""
        self.units = 0
        """Request units charged."""
        self.statuses: Counter[int] = Counter()
        """Answers by status."""
        self.charges: Counter[str] = Counter()
        """How often each target was charged for."""

    def __repr__(self) -> str:
        return f"<Ledger {self.requests} requests, {self.units} units>"

    def add(self, entry: Received) -> None:
        """Book one."""
        self.entries.append(entry)
        self.requests += 1
        self.units += entry.units
        self.statuses[entry.status] += 1
        if entry.units and (len(self.charges) < _MOST_TARGETS or entry.target in self.charges):
            self.charges[entry.target] += 1

    def paid_twice(self) -> dict[str, int]:
        """Targets that were charged for more than once, and how often."""
        return {target: times for target, times in self.charges.items() if times > 1}


def fingerprint(key: str) -> str:
    """What stands for a key in the ledger."""
    return blake2b(key.encode("utf-8", "replace"), digest_size=4).hexdigest() if key else ""
