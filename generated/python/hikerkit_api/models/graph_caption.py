"""A caption, as the web shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class GraphCaption(Model):
    """A caption, as the web shows it."""

    text: str | None = None
    """The caption."""
