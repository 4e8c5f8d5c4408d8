"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    pass


class GraphCaption(Model):
    """X."""

    text: str | None = None
