"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class ReportInfo(Model):
    """X."""

    __slots__ = ()

    has_viewer_submitted_report: bool | None = None
