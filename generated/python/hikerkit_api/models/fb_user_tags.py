"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model, model

if TYPE_CHECKING:
    pass


@model
class FbUserTags(Model):
    """X."""

    __slots__ = ()

    in_: list[Any] | None = None

    __names__ = {"in_": "in"}
