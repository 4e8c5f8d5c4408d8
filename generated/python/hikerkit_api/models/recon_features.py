"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    pass


class ReconFeatures(Model):
    """X."""

    enable_recon_cta: bool | None = None
