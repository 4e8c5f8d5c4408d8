"""A count, in the envelope of the web's graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class EdgeCount(Model):
    """A count, in the envelope of the web's graph."""

    count: int | None = None
    """How many there are."""
