"""`-v`: what the client logs, on stderr, with nothing in it that steers a terminal."""

from __future__ import annotations

import logging
import sys

from hikerkit._utils.text import printable


class _Safe(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))


def log(level: int) -> None:
    """Requests with 1, everything with 2."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Safe("%(levelname)s %(message)s"))
    logger = logging.getLogger("hikerkit")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO if level == 1 else logging.DEBUG)
