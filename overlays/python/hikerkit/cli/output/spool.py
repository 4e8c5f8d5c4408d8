"""Formats whose columns are known only after the last item: items wait in a file."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from hikerkit_api.core.json import decode_json, encode_json

from hikerkit._utils.text import printable
from hikerkit.cli.output.base import Layout, Writer
from hikerkit.cli.output.sink import OutputError, Sink, write_all_or_nothing
from hikerkit.tables.flatten import Columns, to_data


class SpoolWriter(Writer):
    """Stores each item as a JSON line before the next one is requested; `end` converts them."""

    is_tabular = True

    def __init__(self, sink: Sink, layout: Layout) -> None:
        super().__init__(sink, layout)
        self.columns = Columns(layout.fields, layout.summary)
        folder, name = tempfile.gettempdir(), "hikerkit-rows"
        if sink.unfinished_path is not None:  # a file that is replaced: stay on its disk
            folder, name = os.path.split(os.path.realpath(str(sink.path)))
        try:
            self._spool, self._path = _create(folder, f"{name}.", ".part.jsonl", buffering=0)
        except OSError as error:
            sink.discard()
            raise OutputError(
                f"no file can be created in {printable(folder)}: {error.strerror}"
            ) from None
        self._size = 0

    def put(self, item: Any) -> None:
        self.inspect_row(self.columns.row(item))
        line = encode_json(to_data(item)) + b"\n"
        try:
            write_all_or_nothing(self._spool, line, self._size)
        except OSError as error:
            raise OutputError(
                f"{printable(self._path)} cannot be written: {error.strerror}"
            ) from None
        self._size += len(line)
        self.unsaved.clear()

    def flush(self) -> None:
        """Items are on the disk already."""

    def end(self) -> None:
        self.convert()
        self.sink.flush()
        self._delete_spool()

    def salvage(self) -> str | None:
        self.sink.discard()
        self._spool.close()
        return self._path

    def discard(self) -> None:
        super().discard()
        self._delete_spool()

    def missing_fields(self) -> list[str]:
        return self.columns.missing if self.count else []

    def rows(self) -> Iterator[dict[str, Any]]:
        """All rows."""
        with open(self._path, "rb") as file:
            for line in file:
                yield self.columns.row(decode_json(line))

    def inspect_row(self, row: dict[str, Any]) -> None:
        """Note a row when it arrives."""

    def convert(self) -> None:
        """Write all rows to the sink. Raises OutputError, ClosedPipeError."""
        raise NotImplementedError

    def _delete_spool(self) -> None:
        with contextlib.suppress(OSError):
            self._spool.close()
            os.unlink(self._path)


def rescue_items(items: Iterable[Any]) -> str | None:
    """Write items that the output cannot take to a temporary file; its path, None on failure."""
    path = None
    try:
        file, path = _create(tempfile.gettempdir(), "hikerkit-unsaved-", ".jsonl")
        with file:
            file.writelines(encode_json(to_data(item)) + b"\n" for item in items)
    except OSError:
        if path is not None:
            with contextlib.suppress(OSError):
                os.unlink(path)
        return None
    return path


def _create(folder: str, prefix: str, suffix: str, buffering: int = -1) -> tuple[IO[bytes], str]:
    """A new file that only its owner may read, and its path. Raises OSError."""
    descriptor, path = tempfile.mkstemp(suffix, prefix, folder)
    return open(descriptor, "wb", buffering=buffering), path
