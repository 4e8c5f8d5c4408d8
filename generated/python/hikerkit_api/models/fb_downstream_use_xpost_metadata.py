"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    pass


class FbDownstreamUseXpostMetadata(Model):
    """X."""

    downstream_use_xpost_deny_reason: str | None = None
