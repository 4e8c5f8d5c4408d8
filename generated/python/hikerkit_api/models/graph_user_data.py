"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    from .graph_user import GraphUser


@model
class GraphUserData(Model):
    """X."""

    __slots__ = ()

    user: GraphUser

    __nested__ = {"user": "GraphUser"}
    __required__ = ("user",)
