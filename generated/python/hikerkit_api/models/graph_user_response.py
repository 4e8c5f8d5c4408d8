"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    from .graph_user_data import GraphUserData


@model
class GraphUserResponse(Model):
    """X."""

    __slots__ = ()

    graphql: GraphUserData

    __nested__ = {"graphql": "GraphUserData"}
    __required__ = ("graphql",)
