"""What a contract test finds."""

from __future__ import annotations

import attrs


@attrs.frozen
class Finding:
    """One way in which the service breaks the spec."""

    check: str
    """Name of the check that found it."""
    operation: str
    """Operation, as method and path."""
    message: str

    def __str__(self) -> str:
        return f"{self.check}: {self.operation}: {self.message[:500]}"
