"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    pass


class FbUserTags(Model):
    """X."""

    in_: list[Any] | None = None

    __names__ = {"in_": "in"}
