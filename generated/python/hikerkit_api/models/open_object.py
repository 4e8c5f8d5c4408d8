"""An object that is empty in every documented example; its fields are not documented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class OpenObject(Model):
    """An object that is empty in every documented example; its fields are not documented."""
