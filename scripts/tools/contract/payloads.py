"""Payloads on disk: lists, reads and saves them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from hikerkit.transports.base import DEFAULT_MAX_RESPONSE_BYTES

_SUFFIX = ".json"


class PayloadError(Exception):
    """Payloads cannot be read or saved; the message says which."""


def payloads(folder: Path) -> Iterator[tuple[str, Path]]:
    """Operation and file of each payload, by name. Raises PayloadError."""
    try:
        found = sorted(p for p in folder.iterdir() if p.suffix == _SUFFIX and p.is_file())
    except OSError as error:
        raise PayloadError(f"{folder}: {error.strerror}") from None
    if not found:
        raise PayloadError(f"{folder}: no {_SUFFIX} files in it")
    for path in found:
        yield path.name.partition(".")[0], path


def read(path: Path) -> bytes:
    """The payload. Raises PayloadError."""
    try:
        with path.open("rb") as file:
            content = file.read(DEFAULT_MAX_RESPONSE_BYTES + 1)
    except OSError as error:
        raise PayloadError(f"{path.name}: {error.strerror}") from None
    if len(content) > DEFAULT_MAX_RESPONSE_BYTES:
        raise PayloadError(f"{path.name}: it is larger than {DEFAULT_MAX_RESPONSE_BYTES} bytes")
    return content


class PayloadFolder:
    """Saves payloads in a folder, and never overwrites one."""

    def __init__(self, folder: Path) -> None:
        """Create the folder, and make sure that it is writable. Raises PayloadError."""
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _write(folder / f".probe-{os.getpid()}", b"").unlink()
        except OSError as error:
            raise _write_error(folder, error) from None

    def save(self, operation: str, status: int | None, content: bytes) -> None:
        """Write a new file, named after the operation. Raises PayloadError.

        `status` is that of an unsuccessful response: its file is not a payload to judge.
        """
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        kind = _SUFFIX if status is None else f".status-{status}"
        try:
            written = _write(self._folder / f".{operation}-{os.getpid()}", content)
            for number in range(1, 1000):
                again = f"-{number}" if number > 1 else ""
                place = self._folder / f"{operation}.{stamp}{again}{kind}"
                if not place.exists():
                    break
            written.rename(place)
        except OSError as error:
            raise _write_error(self._folder, error) from None


def _write(path: Path, content: bytes) -> Path:
    """A new file with this content, readable by its owner only and synced to disk."""
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return path


def _write_error(folder: Path, error: OSError) -> PayloadError:
    return PayloadError(f"{folder}: cannot write there: {error.strerror}")
