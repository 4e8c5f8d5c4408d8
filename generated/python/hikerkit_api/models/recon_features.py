"""Offers on the profile of a business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class ReconFeatures(Model):
    """Offers on the profile of a business."""

    enable_recon_cta: bool | None = None
