"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .userstream_row import UserstreamRow


class Userstream(Model):
    """X."""

    stream_rows: list[UserstreamRow]

    __nested__ = {"stream_rows": ["UserstreamRow"]}
    __required__ = ("stream_rows",)
