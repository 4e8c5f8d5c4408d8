"""What the mock received, returned and charged, for tests of what a client spends."""

from __future__ import annotations

from collections import Counter, deque
from hashlib import blake2b

import attrs

_MAX_TARGETS = 1_000_000


@attrs.frozen
class Received:
    """One request and its outcome."""

    number: int
    """Counts from 1."""
    time: float
    """Seconds on the mock's clock."""
    key: str
    """Fingerprint of the key; "" without one."""
    method: str
    target: str
    """Path and query."""
    operation: str | None
    """Id of the operation; None for a path that the spec does not have."""
    status: int
    """HTTP status of the response."""
    units: int
    """Request units charged."""
    delivered: bool
    """Whether the complete response was sent; False if the connection was broken first."""
    fault: str | None = None
    """The fault that was injected."""


class Ledger:
    """Every request: the most recent in full, all of them in the totals."""

    def __init__(self, max_entries: int = 100_000) -> None:
        self.entries: deque[Received] = deque(maxlen=max_entries)
        """The most recent requests, oldest first."""
        self.requests = 0
        """Requests received."""
        self.units = 0
        """Request units charged."""
        self.statuses: Counter[int] = Counter()
        """Responses by status."""
        self.charges: Counter[str] = Counter()
        """How often each target was charged."""

    def __repr__(self) -> str:
        return f"<Ledger {self.requests} requests, {self.units} units>"

    def add(self, entry: Received) -> None:
        """Record a request."""
        self.entries.append(entry)
        self.requests += 1
        self.units += entry.units
        self.statuses[entry.status] += 1
        if entry.units and (len(self.charges) < _MAX_TARGETS or entry.target in self.charges):
            self.charges[entry.target] += 1

    def paid_twice(self) -> dict[str, int]:
        """Targets that were charged more than once, and how often."""
        return {target: times for target, times in self.charges.items() if times > 1}


def fingerprint(key: str) -> str:
    """A hash that stands for a key in the ledger."""
    return blake2b(key.encode("utf-8", "replace"), digest_size=4).hexdigest() if key else ""
