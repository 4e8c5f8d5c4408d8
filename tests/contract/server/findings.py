"""A finding of a contract test."""

from __future__ import annotations

import attrs


@attrs.frozen
class Finding:
    """One contradiction between the service and the spec."""

    check: str
    """Name of the check that found it."""
    operation: str
    """Operation, as method and path."""
    message: str

    def __str__(self) -> str:
        return f"{self.check}: {self.operation}: {self.message[:500]}"
