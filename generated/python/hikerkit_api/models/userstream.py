"""An account in rows, as the service received them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .userstream_row import UserstreamRow


class Userstream(Model):
    """An account in rows, as the service received them."""

    stream_rows: list[UserstreamRow]
    """The rows; each holds another part of the same account."""

    __nested__ = {"stream_rows": ["UserstreamRow"]}
    __required__ = ("stream_rows",)
