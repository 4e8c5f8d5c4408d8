"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class ProfileOverlayInfo(Model):
    """X."""

    __slots__ = ()

    overlay_format: str | None = None
    bloks_payload: Any = None
