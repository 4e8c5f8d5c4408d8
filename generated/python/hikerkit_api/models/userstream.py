"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model, model

if TYPE_CHECKING:
    from .userstream_row import UserstreamRow


@model
class Userstream(Model):
    """X."""

    __slots__ = ()

    stream_rows: list[UserstreamRow]

    __nested__ = {"stream_rows": ["UserstreamRow"]}
    __required__ = ("stream_rows",)
