"""The envelope around one post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .graph_media import GraphMedia


class GraphMediaEdge(Model):
    """The envelope around one post."""

    node: GraphMedia | None = None
    """The post or album item itself."""

    __nested__ = {"node": "GraphMedia"}
