"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    pass


class ChainingInfo(Model):
    """X."""

    sources: str | None = None
    algorithm: Any = None
