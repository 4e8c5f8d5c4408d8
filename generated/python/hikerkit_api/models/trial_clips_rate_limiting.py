"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class TrialClipsRateLimiting(Model):
    """X."""

    __slots__ = ()

    warning_title: str | None = None
    at_limit_title: str | None = None
    warning_body: str | None = None
    at_limit_body: str | None = None
    count: int | None = None
