"""Whether a post was made on Facebook as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .fb_downstream_use_xpost_metadata import FbDownstreamUseXpostMetadata


class CrosspostMetadata(Model):
    """Whether a post was made on Facebook as well."""

    fb_downstream_use_xpost_metadata: FbDownstreamUseXpostMetadata | None = None

    __nested__ = {"fb_downstream_use_xpost_metadata": "FbDownstreamUseXpostMetadata"}
