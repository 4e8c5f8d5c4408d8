"""Files that appear complete or not at all: write a `.part` file, then move it into place."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from typing import IO


def part_path(path: str | os.PathLike[str]) -> str:
    """An unused name next to `path` for a file that is still being written."""
    return f"{os.fspath(path)}.{secrets.token_hex(4)}.part"


def create_file(path: str, mode: int = 0o600, *, buffering: int = -1) -> IO[bytes]:
    """Create a file for writing and reading; only the owner may read it unless `mode` allows more.

    Raises FileExistsError and other OSErrors.
    """
    return open(
        path, "x+b", buffering=buffering, opener=lambda name, flags: os.open(name, flags, mode)
    )


def move_into_place(part: str, path: str | os.PathLike[str]) -> None:
    """Replace `path` by the closed file `part`, once it is safe on the disk. Raises OSError."""
    with open(part, "r+b") as file:  # a file synced after its rename may be empty after a crash
        os.fsync(file.fileno())
    os.replace(part, path)


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[str]:
    """Yield the name of a file to write: moved to `path` on success, deleted on errors.

    Raises OSError.
    """
    part = part_path(path)
    try:
        yield part
        move_into_place(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise
