"""Why a post may not be used on Facebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class FbDownstreamUseXpostMetadata(Model):
    """Why a post may not be used on Facebook."""

    downstream_use_xpost_deny_reason: str | None = None
    """Why sharing on to Facebook is denied; "NONE" when it is not."""
