"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .graph_user import GraphUser


class GraphUserData(Model):
    """X."""

    user: GraphUser

    __nested__ = {"user": "GraphUser"}
    __required__ = ("user",)
