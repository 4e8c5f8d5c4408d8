"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    pass


class EdgeCount(Model):
    """X."""

    count: int | None = None
