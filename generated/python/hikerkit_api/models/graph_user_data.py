"""The envelope around an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .graph_user import GraphUser


class GraphUserData(Model):
    """The envelope around an account."""

    user: GraphUser
    """The account."""

    __nested__ = {"user": "GraphUser"}
    __required__ = ("user",)
