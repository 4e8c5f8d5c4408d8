"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    pass


class BiographyWithEntities(Model):
    """X."""

    raw_text: str | None = None
    entities: list[Any] | None = None
