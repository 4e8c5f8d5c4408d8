"""Why an account is suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    pass


class ChainingInfo(Model):
    """Why an account is suggested."""

    sources: str | None = None
    """Where the suggestion comes from."""
    algorithm: Any = None
