"""The logger of the package, named "hikerkit"; silent until a program sets up logging."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging


@cache
def logger() -> logging.Logger:
    """The logger. Created on first use: logging is slow to import."""
    import logging

    made = logging.getLogger("hikerkit")
    made.addHandler(logging.NullHandler())
    return made
