"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    pass


class ReportInfo(Model):
    """X."""

    has_viewer_submitted_report: bool | None = None
