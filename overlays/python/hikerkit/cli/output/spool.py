"""Items on the disk until all columns are known, which is when the last one came."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from typing import Any

from hikerkit_api.core.json import decode_json, encode_json

from hikerkit._utils.text import printable
from hikerkit.cli.output.formats import Writer
from hikerkit.cli.output.sink import File, OutputError, Target, write_whole
from hikerkit.tables.flatten import Columns, to_data


class SpoolWriter(Writer):
    """Keeps items as JSON lines beside the target; its subclasses bring them into form.

    Every item is in that file before the next is asked for, so that nothing is lost.
    """

    def __init__(self, target: Target, columns: Columns) -> None:
        super().__init__(target, columns.fields)
        self.is_table = True
        self.columns = columns
        self._path = _beside(target)
        try:
            flags = os.O_CREAT | os.O_EXCL | os.O_RDWR
            self._file = open(os.open(self._path, flags, 0o600), "w+b", buffering=0)  # noqa: SIM115
        except OSError as error:
            target.discard()
            raise OutputError(f"{printable(self._path)} cannot be made: {error.strerror}") from None
        self.count = self._size = 0

    def write(self, item: Any) -> None:
        self.learn(self.columns.row(item))
        line = encode_json(to_data(item)) + b"\n"
        try:
            write_whole(self._file, line, self._size)
        except OSError as error:
            raise OutputError(
                f"{printable(self._path)} cannot be written: {error.strerror}"
            ) from None
        self._size += len(line)
        self.count += 1

    def page_end(self) -> None:
        """What came is on the disk already."""

    def end(self) -> None:
        self.bring_into_form()
        self.target.flush()
        self._file.close()
        os.unlink(self._path)

    def salvage(self) -> str | None:
        if self._file.closed or not self.count:
            with contextlib.suppress(OSError):
                self._file.close()
                os.unlink(self._path)
            return None
        self._file.close()
        return self._path

    def drop(self) -> None:
        with contextlib.suppress(OSError):
            self._file.close()
            os.unlink(self._path)

    def missing(self) -> list[str]:
        return self.columns.missing if self.count else []

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows, from the disk."""
        self._file.seek(0)
        with open(self._path, "rb") as file:
            for line in file:
                yield self.columns.row(decode_json(line))

    def learn(self, row: dict[str, Any]) -> None:
        """See a row as it comes."""

    def bring_into_form(self) -> None:
        """Write all rows to the target. Raises OutputError, ClosedPipeError."""
        raise NotImplementedError


def _beside(target: Target) -> str:
    name = f"{secrets.token_hex(4)}.part.jsonl"
    if isinstance(target, File) and target.left_behind() is not None:
        return f"{os.path.realpath(str(target.path))}.{name}"
    return os.path.join(tempfile.gettempdir(), f"hikerkit-{name}")
