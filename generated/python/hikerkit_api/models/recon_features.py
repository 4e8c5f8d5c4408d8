"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class ReconFeatures(Model):
    """X."""

    __slots__ = ()

    enable_recon_cta: bool | None = None
