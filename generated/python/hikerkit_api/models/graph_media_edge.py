"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    from .graph_media import GraphMedia


@model
class GraphMediaEdge(Model):
    """X."""

    __slots__ = ()

    node: GraphMedia | None = None

    __nested__ = {"node": "GraphMedia"}
