"""The response to a lookup of an account as the web shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .graph_user_data import GraphUserData


class GraphUserResponse(Model):
    """The response to a lookup of an account as the web shows it."""

    graphql: GraphUserData
    """The result of the web's query."""

    __nested__ = {"graphql": "GraphUserData"}
    __required__ = ("graphql",)
