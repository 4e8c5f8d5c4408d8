"""CollectError, and how errors of the file system and of libraries become one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from hikerkit.errors import HikerError


class CollectError(HikerError):
    """The destination cannot be used, or a load into it failed."""

    advice = "The archive has every response that was paid for: run the same command to resume."
    affects_all_calls = True


@contextlib.contextmanager
def wrap_os_errors(path: Path) -> Iterator[None]:
    """Raise CollectError for an OSError inside the block."""
    try:
        yield
    except OSError as error:
        raise CollectError(f"{path} cannot be written: {error.strerror or error}") from None


def first_line(error: BaseException) -> str:
    """The first line of the message, or the name of the error."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0][:300] if lines else type(error).__name__
