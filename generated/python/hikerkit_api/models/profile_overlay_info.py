"""What is laid over a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    pass


class ProfileOverlayInfo(Model):
    """What is laid over a profile."""

    overlay_format: str | None = None
    bloks_payload: Any = None
