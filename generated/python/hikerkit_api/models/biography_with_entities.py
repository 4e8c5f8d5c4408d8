"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class BiographyWithEntities(Model):
    """X."""

    __slots__ = ()

    raw_text: str | None = None
    entities: list[Any] | None = None
