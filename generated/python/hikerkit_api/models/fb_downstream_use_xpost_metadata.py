"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class FbDownstreamUseXpostMetadata(Model):
    """X."""

    __slots__ = ()

    downstream_use_xpost_deny_reason: str | None = None
