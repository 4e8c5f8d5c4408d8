"""Facebook accounts tagged in a post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    pass


class FbUserTags(Model):
    """Facebook accounts tagged in a post."""

    in_: list[Any] | None = None
    """The tags."""

    __names__ = {"in_": "in"}
