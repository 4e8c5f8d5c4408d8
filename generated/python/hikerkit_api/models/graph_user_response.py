"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .graph_user_data import GraphUserData


class GraphUserResponse(Model):
    """X."""

    graphql: GraphUserData

    __nested__ = {"graphql": "GraphUserData"}
    __required__ = ("graphql",)
