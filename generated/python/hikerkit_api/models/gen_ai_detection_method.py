"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class GenAiDetectionMethod(Model):
    """X."""

    __slots__ = ()

    detection_method: str | None = None
