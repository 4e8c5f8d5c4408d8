"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    from .fb_downstream_use_xpost_metadata import FbDownstreamUseXpostMetadata


@model
class CrosspostMetadata(Model):
    """X."""

    __slots__ = ()

    fb_downstream_use_xpost_metadata: FbDownstreamUseXpostMetadata | None = None

    __nested__ = {"fb_downstream_use_xpost_metadata": "FbDownstreamUseXpostMetadata"}
