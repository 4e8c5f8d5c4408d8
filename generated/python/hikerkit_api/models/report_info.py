"""Whether the viewer reported a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class ReportInfo(Model):
    """Whether the viewer reported a post."""

    has_viewer_submitted_report: bool | None = None
    """Whether the viewer reported it."""
