"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class ChainingInfo(Model):
    """X."""

    __slots__ = ()

    sources: str | None = None
    algorithm: Any = None
